package fr.vaguemestre.igc;

import fr.vaguemestre.testkit.Configs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The folder of certificates as a node in service has it at its first start. */
final class TestFolder {
    private TestFolder() {}

    /**
     * Makes one.
     *
     * @param node what it trusts by itself
     * @param shown what its servers show
     */
    static void prepare(Path tls, TestAuthority node, X509Certificate shown, KeyPair key) throws IOException {
        Files.createDirectories(tls.resolve("servers"));
        Files.createDirectories(tls.resolve("clients"));
        Files.writeString(tls.resolve("secret"), "ab".repeat(32));
        Files.writeString(tls.resolve("base.pem"), Pem.of(List.of(node.certificate())));
        Files.writeString(tls.resolve("operateur.crt"), Pem.of(List.of(shown)));
        Files.writeString(
                tls.resolve("operateur.key"),
                Pem.of("PRIVATE KEY", key.getPrivate().getEncoded()));
    }

    static IgcConfig config(Path tls) {
        return config(tls, Map.of());
    }

    /** With more settings. */
    static IgcConfig config(Path tls, Map<String, Object> more) {
        var settings = new HashMap<String, Object>(more);
        settings.put("tls", tls.toString());
        settings.put("crls", tls.resolve("crls.pem").toString());
        settings.put("keySecret", tls.resolve("secret").toString());
        settings.put("range", "off");
        settings.put("lookSeconds", 1);
        return Configs.of(IgcConfig.class, settings);
    }

    static KeySources software(Path tls) {
        IgcConfig config = config(tls);
        return new KeySources(config, new SoftwareSource(config), List.of());
    }

    static List<String> files(Path folder) {
        try (Stream<Path> found = Files.list(folder)) {
            return found.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
