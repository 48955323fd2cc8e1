package fr.vaguemestre.audit;

import fr.vaguemestre.api.access.Caller;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Anchors the heads of all chains once a day, and after an outage as soon as it can. */
@Component(service = AnchorJob.class, immediate = true, configurationPid = "fr.vaguemestre.audit")
public final class AnchorJob {
    private static final Logger LOG = LoggerFactory.getLogger(AnchorJob.class);
    private static final long LOOK_EVERY_SECONDS = 60;

    private final ChainedAuditService audit;
    private final AnchorBook book;
    private final Clock clock;
    private final Duration every;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread anchoring;
    private volatile Optional<String> failure = Optional.empty();

    /** Starts to look at the clock. */
    @Activate
    public AnchorJob(
            @Reference ChainedAuditService audit,
            @Reference AnchorBook book,
            @Reference Clock clock,
            AuditConfig config) {
        this.audit = audit;
        this.book = book;
        this.clock = clock;
        this.every = Duration.ofHours(Math.clamp(config.anchor_hours(), 1, 24));
        this.anchoring = Thread.ofPlatform().daemon().name("audit-anchor").start(this::run);
    }

    /** Stops. */
    @Deactivate
    public void close() throws InterruptedException {
        stopping.countDown();
        anchoring.interrupt();
        anchoring.join(Duration.ofSeconds(5));
    }

    /** Why the last attempt failed. */
    Optional<String> failure() {
        return failure;
    }

    private void run() {
        try {
            do {
                anchorIfDue();
            } while (!stopping.await(LOOK_EVERY_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void anchorIfDue() {
        try {
            Optional<Instant> last = book.anchors().lastAt();
            Instant now = clock.instant();
            // A clock that the practice range moved back again must not leave a month without anchors.
            if (last.isEmpty() || Duration.between(last.get(), now).abs().compareTo(every) >= 0) {
                int anchored =
                        audit.anchor(Caller.operator("audit", UUID.randomUUID().toString()));
                LOG.info("{} heads of the audit trail are anchored", anchored);
            }
            failure = Optional.empty();
        } catch (IOException | GeneralSecurityException | RuntimeException failed) {
            String why = String.valueOf(failed.getMessage());
            if (!failure.equals(Optional.of(why))) {
                LOG.warn("The heads of the audit trail cannot be anchored for now: {}", why);
            }
            failure = Optional.of(why);
        }
    }
}
