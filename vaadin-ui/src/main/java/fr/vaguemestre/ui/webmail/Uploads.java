package fr.vaguemestre.ui.webmail;

import com.vaadin.flow.server.streams.UploadEvent;
import com.vaadin.flow.server.streams.UploadHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes the files that a person attaches, each into a file of ours that only we may read. */
final class Uploads implements UploadHandler {
    /** The most that one message may carry, in bytes. */
    static final long MOST_BYTES = 25L << 20;

    private static final int CHUNK = 1 << 16;

    private final Consumer<Enclosure> taken;

    /**
     * Hands on what was taken.
     *
     * @param taken called with the window locked
     */
    Uploads(Consumer<Enclosure> taken) {
        this.taken = taken;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // what fails reaches the session's error handler
    public void handleUploadRequest(UploadEvent event) throws IOException {
        Path file = Files.createTempFile("vaguemestre-", ".attachment");
        boolean kept = false;
        try {
            long size = copy(event.getInputStream(), file);
            String name = bare(event.getFileName());
            var enclosure = new Enclosure.Brought(name, type(event.getContentType()), size, file);
            event.getUI().access(() -> taken.accept(enclosure));
            kept = true;
        } finally {
            if (!kept) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static long copy(InputStream from, Path file) throws IOException {
        long size = 0;
        try (OutputStream to = Files.newOutputStream(file)) {
            byte[] chunk = new byte[CHUNK];
            for (int read = from.read(chunk); read >= 0; read = from.read(chunk)) {
                size += read;
                if (size > MOST_BYTES) {
                    throw new IOException("larger than a message may be");
                }
                to.write(chunk, 0, read);
            }
        }
        return size;
    }

    private static String type(@Nullable String told) {
        String bare = told == null ? "" : told.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return bare.matches("[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+") ? bare : "application/octet-stream";
    }

    private static String bare(String name) {
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    }
}
