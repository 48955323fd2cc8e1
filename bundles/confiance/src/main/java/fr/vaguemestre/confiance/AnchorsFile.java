package fr.vaguemestre.confiance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;

/** The PEM file of the authorities, which is replaced while we run; for one thread. */
final class AnchorsFile {
    private final Path file;
    private String seen = "";

    AnchorsFile(Path file) {
        this.file = file;
    }

    /** What it holds now. */
    Igc read() throws IOException, GeneralSecurityException {
        seen = look();
        return Igc.read(file);
    }

    /** Whether it was replaced or written to since it was last read; a file that is not there does not count. */
    boolean changed() {
        String now = look();
        return !now.isEmpty() && !now.equals(seen);
    }

    private String look() {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.fileKey() + "/" + attributes.size() + "/" + attributes.lastModifiedTime();
        } catch (IOException absent) {
            return "";
        }
    }
}
