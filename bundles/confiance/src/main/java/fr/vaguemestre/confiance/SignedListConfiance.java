package fr.vaguemestre.confiance;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.confiance.ConfianceService;
import fr.vaguemestre.api.confiance.Verdict;
import fr.vaguemestre.api.confiance.WhiteListDomain;
import fr.vaguemestre.api.confiance.WhiteListStatus;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.problem.Unavailable;
import fr.vaguemestre.api.store.UnitOfWork;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.persistence.EntityManagerFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The trust space as the signed white list draws it; keeps itself up to date on a thread of its own. */
@Component(
        service = {ConfianceService.class, SignedListConfiance.class},
        configurationPid = "fr.vaguemestre.confiance",
        immediate = true)
@Designate(ocd = ConfianceConfig.class)
public final class SignedListConfiance implements ConfianceService {
    private static final Logger log = LoggerFactory.getLogger(SignedListConfiance.class);
    private static final long TICK_SECONDS = 2;

    private final Clock clock;
    private final Judge judge;
    private final TrustSpace space;
    private final boolean setUp;
    private final Download download;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread watching;

    /** Starts to watch; returns before anything was fetched. */
    @Activate
    public SignedListConfiance(
            @Reference Clock clock,
            @Reference UnitOfWork unitOfWork,
            @Reference(target = "(osgi.unit.name=confiance)") EntityManagerFactory factory,
            ConfianceConfig config)
            throws IOException, GeneralSecurityException {
        this(clock, new AcceptedListRepository(unitOfWork, factory), config);
    }

    SignedListConfiance(Clock clock, AcceptedLists accepted, ConfianceConfig config)
            throws IOException, GeneralSecurityException {
        Igc igc = Igc.read(Path.of(config.anchors()));
        var surroundings = Surroundings.of(config, igc, certificates(Path.of(config.certificate())));
        this.setUp = surroundings.setUp();
        this.clock = clock;
        this.judge = new Judge(igc);
        this.download = new Download(igc.tls(), Duration.ofSeconds(config.timeoutSeconds()), config.maxBytes());
        this.space = new TrustSpace(
                clock,
                igc,
                new ListVerifier(igc, surroundings.signerCn(), config.signerOu()),
                accepted,
                new TrustSpace.Sources(download, surroundings.list(), surroundings.crls(), config.shrinkPercent()),
                new CrlFile(Path.of(config.crlFile())));
        var watch = new TrustWatch(space, clock, Duration.ofMinutes(config.refreshMinutes()));
        this.watching = Thread.ofPlatform().daemon().name("confiance-watch").start(() -> watch(watch));
    }

    /** Stops watching; a download under way is given up. */
    @Deactivate
    public void stop() throws InterruptedException {
        stopping.countDown();
        watching.interrupt();
        download.close();
        watching.join(Duration.ofSeconds(5));
    }

    @Override
    public String peerId(X509Certificate certificate) {
        return Dn.of(certificate.getSubjectX500Principal()).id();
    }

    @Override
    public Verdict judge(Optional<X509Certificate> certificate, String sender) {
        return judge.judge(space.state(), clock.instant(), certificate, sender);
    }

    @Override
    public Verdict judgePeer(String peerId, String sender) {
        return judge.judgePeer(space.state(), clock.instant(), peerId, sender);
    }

    @Override
    public WhiteListStatus whiteList() {
        TrustState state = space.state();
        return new WhiteListStatus(
                state.list().map(WhiteList::generatedAt),
                state.fetchedAt(),
                state.list().map(list -> list.domains().size()).orElse(0),
                state.list().map(WhiteList::entries).orElse(0L),
                state.list().map(WhiteList::digest).orElse(""),
                state.list().map(WhiteList::warnings).orElse(List.of()),
                state.failure());
    }

    @Override
    public WhiteListDomain domain(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return space.state()
                .list()
                .map(list -> list.domains().get(wanted))
                .map(WhiteList.Listed::shown)
                .orElseThrow(() -> new NotFound("confiance.domain-unlisted", "not on the white list: " + wanted));
    }

    @Override
    public WhiteListStatus refresh(Caller caller) {
        return fetch(caller, false);
    }

    @Override
    public WhiteListStatus accept(Caller caller) {
        return fetch(caller, true);
    }

    /** What decisions rest on now; for the health checks and gauges of this bundle. */
    TrustState state() {
        return space.state();
    }

    private WhiteListStatus fetch(Caller caller, boolean acceptShrink) {
        caller.require(Role.SUPER_ADMIN);
        space.fetchCrls();
        try {
            space.fetchList(caller, acceptShrink);
        } catch (ListRefused refused) {
            String code = refused.why() == ListRefused.Why.UNREACHABLE
                    ? "confiance.list-unreachable"
                    : "confiance.list-refused";
            throw new Unavailable(code, String.valueOf(refused.getMessage()), refused);
        }
        return whiteList();
    }

    /** Whether an authority other than ourselves is trusted: before, nobody outside is asked or believed. */
    boolean isSetUp() {
        return setUp;
    }

    private static List<X509Certificate> certificates(Path pem) throws IOException, GeneralSecurityException {
        if (Files.notExists(pem)) {
            return List.of();
        }
        try (InputStream in = Files.newInputStream(pem)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        }
    }

    private void watch(TrustWatch watch) {
        if (!setUp) {
            log.warn("Nobody outside is trusted yet: the authorities of the trust space are not loaded");
            return;
        }
        space.loadCrls();
        try {
            do {
                try {
                    watch.tick();
                } catch (RuntimeException unexpected) {
                    log.error("The trust space could not be looked after; going on", unexpected);
                }
            } while (!stopping.await(TICK_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
