package fr.vaguemestre.messages;

import fr.vaguemestre.api.messages.TraceLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows one server's log on a thread of its own; the place is written down only once the steps read before it are in
 * the database, so a crash repeats lines and never loses any.
 */
final class LogFollower {
    private static final Logger log = LoggerFactory.getLogger(LogFollower.class);
    private static final long ROUND_MILLIS = 300;
    private static final Pattern PLACE = Pattern.compile("(\\d+) (\\d+)\\s*");

    private final TraceLog source;
    private final TraceQueue queue;
    private final int room;
    private final Path saved;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread following;
    private Followed.Place written;

    /** Follows that log and fills the queue to half of its room at most. */
    LogFollower(TraceLog source, TraceQueue queue, int room, Path positions) throws IOException {
        this.source = source;
        this.queue = queue;
        this.room = room / 2;
        Files.createDirectories(positions);
        this.saved = positions.resolve(
                source.file().toAbsolutePath().toString().replace('/', '_').substring(1));
        this.written = load(saved);
        this.following = Thread.ofPlatform()
                .daemon()
                .name("messages-follow-" + source.file().getFileName())
                .start(this::run);
    }

    /** Stops; what was read stays noted. */
    void stop() throws InterruptedException {
        stopping.countDown();
        following.join(Duration.ofSeconds(5));
    }

    private void run() {
        try (var file = new Followed(source.file(), written)) {
            do {
                round(file);
            } while (!stopping.await(ROUND_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (IOException unclosable) {
            log.debug("{} could not be closed", source.file(), unclosable);
        }
    }

    private void round(Followed file) throws InterruptedException {
        try {
            long mark = queue.offered();
            while (queue.size() < room && stopping.getCount() > 0) {
                List<String> lines = file.lines();
                if (lines.isEmpty()) {
                    break;
                }
                lines.forEach(this::tell);
                mark = queue.offered();
            }
            if (!file.place().equals(written) && settled(mark)) {
                save(file.place());
            }
        } catch (IOException unreadable) {
            log.warn("{} cannot be followed for now: {}", source.file(), unreadable.getMessage());
        }
    }

    private void tell(String line) {
        try {
            source.read(line).forEach(queue::offer);
        } catch (RuntimeException unexpected) {
            log.error("A line of {} could not be understood and is left out", source.file(), unexpected);
        }
    }

    private boolean settled(long mark) throws InterruptedException {
        while (queue.settled() < mark) {
            if (stopping.await(ROUND_MILLIS, TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return true;
    }

    private void save(Followed.Place place) throws IOException {
        Path draft = saved.resolveSibling(saved.getFileName() + ".new");
        Files.writeString(draft, place.inode() + " " + place.offset() + "\n", StandardCharsets.US_ASCII);
        Files.move(draft, saved, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        written = place;
    }

    private static Followed.Place load(Path saved) throws IOException {
        if (!Files.exists(saved)) {
            return Followed.Place.START;
        }
        var place = PLACE.matcher(Files.readString(saved, StandardCharsets.US_ASCII));
        return place.matches()
                ? new Followed.Place(Long.parseLong(place.group(1)), Long.parseLong(place.group(2)))
                : Followed.Place.START;
    }
}
