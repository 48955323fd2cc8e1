package fr.vaguemestre.edge;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reloads the edges when what they read at their start has changed: nginx for authorities, revocation lists and its
 * certificate, HAProxy for the certificate and those of hospitals' names. A reload that fails is tried again until it is done.
 */
@Component(service = EdgeWatch.class, configurationPid = "fr.vaguemestre.edge", immediate = true)
public final class EdgeWatch {
    private static final Logger log = LoggerFactory.getLogger(EdgeWatch.class);
    private static final long ROUND_SECONDS = 1;
    private static final long RETRY_SECONDS = 5;

    private final Reload reload;
    private final List<Watched> watched;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread watching;
    private volatile Optional<String> failure = Optional.empty();

    private record Watched(String server, Changes changes) {}

    /** Starts to watch. */
    @Activate
    public EdgeWatch(EdgeConfig config) {
        Path certificate = Path.of(config.certificate());
        this.reload = new Reload(config.reload(), Duration.ofSeconds(15));
        this.watched = List.of(
                new Watched(
                        "nginx", new Changes(List.of(Path.of(config.crls()), Path.of(config.anchors()), certificate))),
                new Watched("haproxy", new Changes(List.of(certificate, Path.of(config.names())))));
        this.watching = Thread.ofPlatform().daemon().name("edge-watch").start(this::watch);
    }

    /** Stops watching. */
    @Deactivate
    public void stop() throws InterruptedException {
        stopping.countDown();
        watching.interrupt();
        watching.join(Duration.ofSeconds(2));
    }

    /** Why the last reload failed; empty where it did not. */
    Optional<String> failure() {
        return failure;
    }

    private void watch() {
        try {
            long pause = 0;
            while (!stopping.await(pause, TimeUnit.SECONDS)) {
                boolean done = true;
                for (Watched one : watched) {
                    done &= followed(one);
                }
                pause = done ? ROUND_SECONDS : RETRY_SECONDS;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean followed(Watched one) throws InterruptedException {
        String look = one.changes().look();
        if (!one.changes().isNew(look)) {
            return true;
        }
        try {
            reload.of(one.server());
            one.changes().take(look);
            failure = Optional.empty();
            log.info("Reloaded {}: its certificates or revocation lists changed", one.server());
            return true;
        } catch (IOException failed) {
            if (failure.isEmpty()) {
                log.warn("{} could not be reloaded and will be again: {}", one.server(), failed.getMessage());
            }
            failure = Optional.of(one.server() + ": " + failed.getMessage());
            return false;
        }
    }
}
