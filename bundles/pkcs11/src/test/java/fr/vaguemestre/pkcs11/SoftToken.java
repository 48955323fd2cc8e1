package fr.vaguemestre.pkcs11;

import fr.vaguemestre.testkit.Configs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Real tokens of SoftHSM (Debian's softhsm2, in the build layer), in a folder of their own below target. SoftHSM looks for tokens
 * once in a process, so all that tests need are made before the first of them opens one.
 *
 * @param slot its number
 * @param folder where it keeps its keys
 */
public record SoftToken(int slot, Path folder) {
    private static final String PIN = "271828";
    private static final Path MODULE = Path.of("/usr/lib/softhsm/libsofthsm2.so");
    private static final Pattern SLOT = Pattern.compile("reassigned to slot (\\d+)");
    private static final Map<String, SoftToken> ALL = make();

    /** The one that keys are made in. */
    public static SoftToken own() {
        return named("own");
    }

    /** Another one, with the same PIN, that has none of our keys. */
    static SoftToken spare() {
        return named("spare");
    }

    /** One that is taken away by its test. */
    public static SoftToken lost() {
        return named("lost");
    }

    /** Settings of a source of keys in it. */
    Pkcs11Config config(Path pinFile) {
        return config(Map.of("pinFile", pinFile.toString()));
    }

    Pkcs11Config config(Map<String, ?> more) {
        var settings = new java.util.HashMap<String, Object>(
                Map.of("library", MODULE.toString(), "slot", Integer.toString(slot)));
        settings.putAll(more);
        return Configs.of(Pkcs11Config.class, settings);
    }

    /** A source of keys in it, the PIN in a file of that folder. */
    public TokenSource source(Path secrets) {
        return new TokenSource(config(pinFile(secrets, PIN)));
    }

    static String pin() {
        return PIN;
    }

    static Path pinFile(Path folder, String pin) {
        try {
            return Files.writeString(folder.resolve("pin"), pin + "\n");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static SoftToken named(String name) {
        return Objects.requireNonNull(ALL.get(name));
    }

    private static Map<String, SoftToken> make() {
        try {
            Path conf = Path.of(Objects.requireNonNull(System.getenv("SOFTHSM2_CONF"), "set by the pom"));
            Path tokens = Objects.requireNonNull(conf.getParent()).resolve("tokens");
            clear(tokens);
            Files.createDirectories(tokens);
            Files.writeString(conf, "directories.tokendir = " + tokens + "\nobjectstore.backend = file\n");
            return Map.of("own", one("own", tokens), "spare", one("spare", tokens), "lost", one("lost", tokens));
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException("these tests need SoftHSM (Debian package softhsm2)", failed);
        }
    }

    private static SoftToken one(String label, Path tokens) throws IOException, InterruptedException {
        List<Path> before = list(tokens);
        Process process = new ProcessBuilder(
                        "softhsm2-util",
                        "--init-token",
                        "--free",
                        "--label",
                        label,
                        "--so-pin",
                        "31415926",
                        "--pin",
                        PIN)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher slot = SLOT.matcher(said);
        if (process.waitFor() != 0 || !slot.find()) {
            throw new IOException(said);
        }
        Path folder = list(tokens).stream()
                .filter(one -> !before.contains(one))
                .findFirst()
                .orElseThrow();
        return new SoftToken(Integer.parseInt(slot.group(1)), folder);
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }

    private static void clear(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(one);
                }
            }
        }
    }
}
