package fr.vaguemestre.confiance;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.confiance.AcceptedWhiteList.Way;
import fr.vaguemestre.api.confiance.ConfianceService;
import fr.vaguemestre.api.confiance.HeldWhiteList;
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
    private final AcceptedLists accepted;
    private final ConfianceConfig config;
    private final AnchorsFile anchors;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread watching;
    private volatile InForce inForce;

    /** What follows from one state of the file of authorities; replaced as a whole when that file is. */
    private record InForce(Igc igc, Judge judge, TrustSpace space, Download download, boolean setUp) {}

    /** Starts to watch; returns before anything was fetched. */
    @Activate
    public SignedListConfiance(
            @Reference Clock clock,
            @Reference UnitOfWork unitOfWork,
            @Reference(target = "(osgi.unit.name=confiance)") EntityManagerFactory factory,
            ConfianceConfig config)
            throws IOException, GeneralSecurityException {
        this(clock, new AcceptedListRepository(unitOfWork, factory, bounds(config)), config);
    }

    SignedListConfiance(Clock clock, AcceptedLists accepted, ConfianceConfig config)
            throws IOException, GeneralSecurityException {
        this.clock = clock;
        this.accepted = accepted;
        this.config = config;
        this.anchors = new AnchorsFile(Path.of(config.anchors()));
        this.inForce = read();
        this.watching = Thread.ofPlatform().daemon().name("confiance-watch").start(this::watch);
    }

    /** Stops watching; a download under way is given up. */
    @Deactivate
    public void stop() throws InterruptedException {
        stopping.countDown();
        watching.interrupt();
        inForce.download().close();
        watching.join(Duration.ofSeconds(5));
    }

    @Override
    public String peerId(X509Certificate certificate) {
        return Dn.of(certificate.getSubjectX500Principal()).id();
    }

    @Override
    public Verdict judge(Optional<X509Certificate> certificate, String sender) {
        return inForce.judge().judge(decisive(), clock.instant(), certificate, sender);
    }

    @Override
    public Verdict judgePeer(String peerId, String sender) {
        return inForce.judge().judgePeer(decisive(), clock.instant(), peerId, sender);
    }

    @Override
    public WhiteListStatus whiteList() {
        TrustState state = state();
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
        return state().list()
                .map(list -> list.domains().get(wanted))
                .map(WhiteList.Listed::shown)
                .orElseThrow(() -> new NotFound("confiance.domain-unlisted", "not on the white list: " + wanted));
    }

    @Override
    public WhiteListStatus refresh(Caller caller) {
        caller.require(Role.SUPER_ADMIN);
        TrustSpace space = inForce.space();
        space.fetchCrls();
        refusable(() -> space.fetchList(caller, Way.ASKED));
        return whiteList();
    }

    /** Puts the held list of that digest in force. */
    WhiteListStatus accept(Caller caller, String digest) {
        refusable(() -> inForce.space().acceptHeld(caller, digest));
        return whiteList();
    }

    /** Keeps the list in force in spite of the held one. */
    HeldWhiteList refuse(Caller caller, String digest) {
        return inForce.space().refuseHeld(caller, digest);
    }

    /** What is known now, however old; for what is shown, the health checks and gauges of this bundle. */
    TrustState state() {
        return inForce.space().state();
    }

    /** What decisions rest on now: without the list where it is staler than the operator allows. */
    TrustState decisive() {
        return state().confirmedWithin(Duration.ofHours(config.staleStopHours()), clock.instant());
    }

    /** The authorities that are trusted now. */
    Igc igc() {
        return inForce.igc();
    }

    private static AcceptedListRepository.Bounds bounds(ConfianceConfig config) {
        return new AcceptedListRepository.Bounds(config.historyLists(), Duration.ofDays(config.historyDays()));
    }

    private interface Take {
        void list() throws ListRefused;
    }

    private static void refusable(Take take) {
        try {
            take.list();
        } catch (ListRefused refused) {
            String code = refused.why() == ListRefused.Why.UNREACHABLE
                    ? "confiance.list-unreachable"
                    : "confiance.list-refused";
            throw new Unavailable(code, String.valueOf(refused.getMessage()), refused);
        }
    }

    /** Whether an authority other than ourselves is trusted: before, nobody outside is asked or believed. */
    boolean isSetUp() {
        return inForce.setUp();
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

    /** What the file of authorities makes of the trust space; nothing was fetched yet. */
    private InForce read() throws IOException, GeneralSecurityException {
        Igc igc = anchors.read();
        var surroundings = Surroundings.of(config, igc, certificates(Path.of(config.certificate())));
        var download = new Download(igc.tls(), Duration.ofSeconds(config.timeoutSeconds()), config.maxBytes());
        var space = new TrustSpace(
                clock,
                igc,
                new ListVerifier(igc, surroundings.signerCn(), config.signerOu()),
                accepted,
                new TrustSpace.Sources(download, surroundings.list(), surroundings.crls(), config.shrinkPercent()),
                new CrlFile(Path.of(config.crlFile())));
        return new InForce(igc, new Judge(igc), space, download, surroundings.setUp());
    }

    private void watch() {
        var watch = begin(inForce);
        try {
            do {
                try {
                    if (anchors.changed()) {
                        watch = follow(watch);
                    }
                    watch.ifPresent(TrustWatch::tick);
                } catch (RuntimeException unexpected) {
                    log.error("The trust space could not be looked after; going on", unexpected);
                }
            } while (!stopping.await(TICK_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes the lists that are at hand; empty where nobody outside is trusted, so that there is nothing to look after. */
    private Optional<TrustWatch> begin(InForce next) {
        if (!next.setUp()) {
            log.warn("Nobody outside is trusted yet: the authorities of the trust space are not loaded");
            return Optional.empty();
        }
        next.space().loadCrls();
        return Optional.of(new TrustWatch(next.space(), clock, Duration.ofMinutes(config.refreshMinutes())));
    }

    /** Other authorities: the lists are verified by them first, then all is replaced at once; what cannot be read changes nothing. */
    private Optional<TrustWatch> follow(Optional<TrustWatch> before) {
        try {
            InForce next = read();
            var watch = begin(next);
            if (next.setUp()) {
                try {
                    next.space().follow();
                } catch (ListRefused refused) {
                    log.warn("The accepted white list cannot be taken: {}", refused.getMessage());
                }
            }
            InForce old = inForce;
            inForce = next;
            old.download().close();
            log.info("{} authorities are trusted now", next.igc().authorities().size());
            return watch;
        } catch (IOException | GeneralSecurityException | IllegalArgumentException unusable) {
            log.error("The authorities that were put in place cannot be used; those before stay", unusable);
            return before;
        }
    }
}
