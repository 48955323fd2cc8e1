package fr.vaguemestre.confiance;

import fr.vaguemestre.api.confiance.PeerService;
import fr.vaguemestre.api.confiance.PeerVerdict;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at other operators' servers with our certificate in hand, by the lists of the trust space. */
@Component(configurationPid = "fr.vaguemestre.confiance", immediate = true)
public final class ProbedPeers implements PeerService {
    private static final Logger log = LoggerFactory.getLogger(ProbedPeers.class);
    private static final long TICK_SECONDS = 5;
    private static final int SMTP = 25;

    private final PeerBook book;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread watching;

    /** Looks at nobody yet. */
    @Activate
    public ProbedPeers(@Reference Clock clock, @Reference SignedListConfiance confiance, ConfianceConfig config) {
        boolean real = config.range().equals("off");
        var prober = new Prober(
                confiance::igc,
                clock,
                new DnsMailExchangers(),
                new OwnCertificate(Path.of(config.certificate()), Path.of(config.key())),
                new Prober.Door(SMTP, config.hostName(), !real));
        this.book = new PeerBook(
                clock,
                confiance::decisive,
                (domain, crls, listed) -> prober.look(domain, crls, listed.peers()),
                real ? domain -> true : within(config.range_domains()));
        this.watching = Thread.ofPlatform().daemon().name("confiance-peers").start(this::watch);
    }

    /** Stops looking again. */
    @Deactivate
    public void stop() throws InterruptedException {
        stopping.countDown();
        watching.join(Duration.ofSeconds(5));
    }

    @Override
    public PeerVerdict check(String domain, Duration atMost) {
        return book.check(domain, atMost);
    }

    @Override
    public void forget(String domain) {
        book.forget(domain);
    }

    private static Predicate<String> within(String domains) {
        List<String> known = Stream.of(domains.split(","))
                .map(String::strip)
                .filter(domain -> !domain.isEmpty())
                .toList();
        return known::contains;
    }

    private void watch() {
        try {
            while (!stopping.await(TICK_SECONDS, TimeUnit.SECONDS)) {
                try {
                    book.tick();
                } catch (RuntimeException unexpected) {
                    log.error("Operators in trouble could not be looked at again; going on", unexpected);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
