package fr.vaguemestre.edge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Collectors;

/** Notices that one of some files was replaced or written to. */
final class Changes {
    private final List<Path> files;
    private String taken = "nothing yet";

    Changes(List<Path> files) {
        this.files = List.copyOf(files);
    }

    /** How the files look now, to be given to {@link #taken} once it was acted upon. */
    String look() {
        return files.stream().map(Changes::state).collect(Collectors.joining(" "));
    }

    /** Whether that look is new; the first one is. */
    boolean isNew(String look) {
        return !look.equals(taken);
    }

    /** That look was acted upon. */
    void take(String look) {
        taken = look;
    }

    private static String state(Path file) {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.fileKey() + "/" + attributes.size() + "/" + attributes.lastModifiedTime();
        } catch (NoSuchFileException missing) {
            return "missing";
        } catch (IOException unreadable) {
            return "unreadable";
        }
    }
}
