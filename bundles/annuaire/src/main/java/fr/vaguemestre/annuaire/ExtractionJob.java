package fr.vaguemestre.annuaire;

import fr.vaguemestre.annuaire.ExtractionDownload.Offer;
import fr.vaguemestre.api.annuaire.DirectoryCopy;
import fr.vaguemestre.api.igc.ClientIdentity;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the copy of the directory new, on a thread of its own: looks for a newer extraction now and then, more often after a
 * failure, and loads it. What is in use stays until the newer one is whole.
 */
@Component(service = ExtractionJob.class, configurationPid = AnnuaireConfig.PID, immediate = true)
public final class ExtractionJob {
    private static final Logger LOG = LoggerFactory.getLogger(ExtractionJob.class);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(10);
    private static final Duration ROUND = Duration.ofSeconds(5);

    @Reference
    private volatile List<ClientIdentity> identities = List.of();

    private final AnnuaireConfig config;
    private final CopyRepository copy;
    private final Clock clock;
    private final Optional<URI> place;
    private final Thread thread;
    private Instant due = Instant.MIN;
    private Duration retry = FIRST_RETRY;
    private boolean running = true;
    private boolean working;
    private boolean asked;
    private boolean forced;

    /** Begins to look after the copy. */
    @Activate
    public ExtractionJob(AnnuaireConfig config, @Reference CopyRepository copy, @Reference Clock clock) {
        this.config = config;
        this.copy = copy;
        this.clock = clock;
        this.place = Surroundings.of(config).extraction();
        this.thread = Thread.ofPlatform().daemon().name("annuaire-extraction").start(this::run);
    }

    /** Ends; a load at hand is given up, and leaves nothing. */
    @Deactivate
    public void close() throws InterruptedException {
        synchronized (this) {
            running = false;
            notifyAll();
        }
        thread.interrupt();
        thread.join(Duration.ofSeconds(15));
    }

    /** Looks now, on the job's own thread. */
    synchronized void ask(boolean force) {
        asked = true;
        forced |= force;
        notifyAll();
    }

    /** What is known of the copy. */
    DirectoryCopy copy() {
        boolean now;
        synchronized (this) {
            now = working || asked;
        }
        return copy.status(now);
    }

    /** Whether there is a directory to ask, and its certificate could be believed. */
    boolean isSetUp() {
        return place.isPresent() && DirectoryTls.isSetUp(config);
    }

    private void run() {
        Optional<Boolean> next = next();
        while (next.isPresent()) {
            look(next.get());
            next = next();
        }
    }

    /** Waits until a look is due: whether it is forced; empty at the end. */
    private synchronized Optional<Boolean> next() {
        working = false;
        try {
            while (running && !asked && !isDue(clock.instant())) {
                wait(ROUND.toMillis());
            }
        } catch (InterruptedException stop) {
            return Optional.empty();
        }
        boolean force = forced;
        asked = false;
        forced = false;
        working = true;
        return running ? Optional.of(force) : Optional.empty();
    }

    private boolean isDue(Instant now) {
        // A moment far ahead is one of a clock that was set back.
        return isSetUp() && (!due.isAfter(now) || due.isAfter(now.plus(Duration.ofDays(1))));
    }

    private void look(boolean force) {
        try {
            renew(force);
            retry = FIRST_RETRY;
            due = clock.instant().plus(every());
        } catch (IOException | RuntimeException failed) {
            due = clock.instant().plus(retry);
            LOG.warn("copy of the directory not renewed, next try in {} s: {}", retry.toSeconds(), failed.getMessage());
            LOG.debug("cause", failed);
            retry = retry.multipliedBy(2).compareTo(every()) < 0 ? retry.multipliedBy(2) : every();
            tell(String.valueOf(failed.getMessage()));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration every() {
        return Duration.ofMinutes(config.everyMinutes());
    }

    private void tell(String failure) {
        try {
            copy.checked(clock.instant(), Optional.of(failure));
        } catch (RuntimeException databaseAway) {
            LOG.debug("the failure could not be noted", databaseAway);
        }
    }

    private void renew(boolean force) throws IOException, InterruptedException {
        if (place.isEmpty()) {
            throw new ExtractionRefused("no address of the extraction is set");
        }
        try (var download = new ExtractionDownload(
                DirectoryTls.client(config, identities),
                place.get(),
                config.maxBytes(),
                Duration.ofSeconds(config.downloadSeconds()))) {
            Offer newest = download.newest(clock.instant());
            if (!force && newest.version().equals(copy.version())) {
                copy.checked(clock.instant(), Optional.empty());
                return;
            }
            Path folder = Files.createDirectories(Path.of(config.folder()));
            Path file = Files.createTempFile(folder, "extraction", ".zip");
            try {
                load(download.fetch(file, clock.instant()), file, force ? 100 : config.shrinkPercent());
            } finally {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Reads and stores a fetched extraction. */
    private void load(Offer offer, Path file, int mostMissing) throws IOException {
        long start = System.nanoTime();
        boolean loaded = copy.load(
                offer.version(),
                offer.asOf(),
                clock.instant(),
                mostMissing,
                sink -> ExtractionFile.read(file, sink::add));
        if (loaded) {
            LOG.info(
                    "copy of the directory of {} is in use, loaded in {} ms",
                    offer.asOf(),
                    (System.nanoTime() - start) / 1_000_000);
        }
    }
}
