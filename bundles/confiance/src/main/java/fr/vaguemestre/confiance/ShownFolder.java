package fr.vaguemestre.confiance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hospitals' own certificates as the servers use them: public copies, for the files themselves hold keys that only the
 * servers may read. {@code bin/shown-certificates} makes the copies at each start and reload.
 */
final class ShownFolder {
    private static final Logger LOG = LoggerFactory.getLogger(ShownFolder.class);
    private static final String SUFFIX = ".crt";

    private final Path folder;

    ShownFolder(Path folder) {
        this.folder = folder;
    }

    /** What mail programs are shown that ask for a hospital's name, by that name. */
    Map<String, X509Certificate> servers() {
        return of("servers");
    }

    /** What other operators are shown when a hospital's mail goes out, by its domain. */
    Map<String, X509Certificate> clients() {
        return of("clients");
    }

    private Map<String, X509Certificate> of(String kind) {
        var all = new TreeMap<String, X509Certificate>();
        for (Path file : files(folder.resolve(kind))) {
            String name = String.valueOf(file.getFileName());
            FileCertificateService.read(file).stream()
                    .limit(1)
                    .forEach(leaf -> all.put(name.substring(0, name.length() - SUFFIX.length()), leaf));
        }
        return all;
    }

    private static List<Path> files(Path folder) {
        var files = new ArrayList<Path>();
        if (Files.isDirectory(folder)) {
            try (var found = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
                found.forEach(files::add);
            } catch (IOException unreadable) {
                LOG.warn("{} cannot be looked through: {}", folder, unreadable.getMessage());
            }
        }
        return files;
    }
}
