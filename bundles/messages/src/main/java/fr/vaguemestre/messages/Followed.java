package fr.vaguemestre.messages;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A log that grows, is renamed and begun anew, read line by line from where the last reader stopped. */
final class Followed implements AutoCloseable {
    private static final int CHUNK = 1 << 16;
    private static final int LONGEST_LINE = 1 << 16;

    private final Path file;
    private Place place;
    private @Nullable FileChannel open;

    /**
     * A place in a file that may have been renamed since.
     *
     * @param inode the file, whatever its name; 0 for none yet
     * @param offset behind the last whole line that was read
     */
    record Place(long inode, long offset) {
        static final Place START = new Place(0, 0);
    }

    Followed(Path file, Place from) {
        this.file = file;
        this.place = from;
    }

    /** Behind the last line that was read. */
    Place place() {
        return place;
    }

    /** The next whole lines, at most a chunk; empty where there are none yet. */
    List<String> lines() throws IOException {
        if (open == null && !reopen()) {
            return List.of();
        }
        FileChannel channel = open;
        if (channel == null) {
            return List.of();
        }
        if (channel.size() < place.offset()) {
            place = new Place(place.inode(), 0); // cut where it stands
        }
        boolean succeeded = isSucceeded();
        List<String> found = read(channel);
        if (found.isEmpty() && succeeded) {
            close(); // renamed, and read to its end after the server went on with the new one
            place = Place.START;
        }
        return found;
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
            open = null;
        }
    }

    /** Whether there is another file of that name, and the server writes to it. */
    private boolean isSucceeded() throws IOException {
        return inode(file).filter(now -> now != place.inode()).isPresent() && Files.size(file) > 0;
    }

    private boolean reopen() throws IOException {
        Optional<Path> wanted = place.inode() == 0 ? Optional.empty() : named(place.inode());
        Path path = wanted.orElse(file);
        try {
            if (wanted.isEmpty()) {
                Optional<Long> inode = inode(file);
                if (inode.isEmpty()) {
                    return false;
                }
                place = new Place(inode.get(), 0);
            }
            open = FileChannel.open(path, StandardOpenOption.READ);
            return true;
        } catch (NoSuchFileException renamedJustNow) {
            return false;
        }
    }

    /** The file of that inode: the log itself, or an older one beside it. */
    private Optional<Path> named(long inode) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return Optional.empty();
        }
        String name = String.valueOf(file.getFileName());
        try (Stream<Path> siblings = Files.list(folder)) {
            for (Path sibling : siblings.filter(
                            path -> String.valueOf(path.getFileName()).startsWith(name))
                    .toList()) {
                if (inode(sibling).filter(found -> found == inode).isPresent()) {
                    return Optional.of(sibling);
                }
            }
        }
        return Optional.empty();
    }

    private List<String> read(FileChannel channel) throws IOException {
        var found = new ArrayList<String>();
        var buffer = ByteBuffer.allocate(CHUNK);
        int length = channel.read(buffer, place.offset());
        var line = new ByteArrayOutputStream();
        int whole = 0;
        for (int i = 0; i < length; i++) {
            byte octet = buffer.get(i);
            if (octet == '\n') {
                found.add(line.toString(StandardCharsets.UTF_8));
                line.reset();
                whole = i + 1;
            } else {
                line.write(octet);
            }
        }
        if (whole == 0 && length >= LONGEST_LINE) {
            whole = length; // no log of ours has such a line: skip it
        }
        place = new Place(place.inode(), place.offset() + whole);
        return found;
    }

    private static Optional<Long> inode(Path path) throws IOException {
        try {
            return Optional.of((Long) Files.getAttribute(path, "unix:ino"));
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        }
    }
}
