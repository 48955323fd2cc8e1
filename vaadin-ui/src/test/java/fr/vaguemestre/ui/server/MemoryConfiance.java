package fr.vaguemestre.ui.server;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.confiance.CertificateService;
import fr.vaguemestre.api.confiance.ConfianceService;
import fr.vaguemestre.api.confiance.InstalledCertificate;
import fr.vaguemestre.api.confiance.InstalledCertificate.Use;
import fr.vaguemestre.api.confiance.PeerService;
import fr.vaguemestre.api.confiance.PeerVerdict;
import fr.vaguemestre.api.confiance.Verdict;
import fr.vaguemestre.api.confiance.WhiteListDomain;
import fr.vaguemestre.api.confiance.WhiteListStatus;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.problem.Unavailable;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A trust space in memory: one domain on its list, and the life of that list. */
public final class MemoryConfiance implements ConfianceService, PeerService, CertificateService {
    private static final Instant NOW = Instant.parse("2026-11-22T09:30:00Z");
    private static final String LISTED = "chu.mssante.test";

    /** Its lists. */
    public final MemoryLists lists = new MemoryLists();

    /** What is found about the listed domain's servers. */
    public volatile PeerVerdict.Cause peers = PeerVerdict.Cause.READY;

    @Override
    public String peerId(X509Certificate certificate) {
        throw new UnsupportedOperationException("the console judges nobody");
    }

    @Override
    public Verdict judge(Optional<X509Certificate> certificate, String sender) {
        throw new UnsupportedOperationException("the console judges nobody");
    }

    @Override
    public Verdict judgePeer(String peerId, String sender) {
        throw new UnsupportedOperationException("the console judges nobody");
    }

    @Override
    public WhiteListStatus whiteList() {
        return new WhiteListStatus(
                Optional.of(NOW.minus(Duration.ofHours(7))),
                Optional.of(NOW),
                6554,
                6800,
                "ab12",
                List.of("entry 17 was skipped: its DN is empty"),
                lists.failure());
    }

    @Override
    public WhiteListDomain domain(String name) {
        if (!name.equals(LISTED)) {
            throw new NotFound("confiance.domain-unlisted", "not listed");
        }
        return new WhiteListDomain(name, List.of("CHU de l’exemple"), List.of("CN=mx.chu.mssante.test,O=CHU,C=FR"));
    }

    @Override
    public WhiteListStatus refresh(Caller caller) {
        caller.require(Role.SUPER_ADMIN);
        if (lists.failure().isPresent()) {
            throw new Unavailable("confiance.list-refused", "held");
        }
        return whiteList();
    }

    @Override
    public PeerVerdict check(String domain, Duration atMost) {
        return new PeerVerdict(domain, peers, "as the test says", List.of(), NOW);
    }

    @Override
    public void forget(String domain) {}

    @Override
    public List<InstalledCertificate> installed(Caller caller) {
        caller.require(Role.SUPER_ADMIN);
        return List.of(
                certificate(Use.OPERATOR, "CN=mx.operateur.mssante.test,O=Hopital,C=FR", 12),
                certificate(Use.CHAIN, "CN=AC ORG TEST,O=ANS,C=FR", 700),
                certificate(Use.AUTHORITY, "CN=AC RACINE TEST,O=ANS,C=FR", 3000),
                hospitals(Use.SERVER_NAME, "mail.ch-exemple.mssante.test"),
                hospitals(Use.CLIENT, "ch-exemple.mssante.test"));
    }

    private static InstalledCertificate hospitals(Use use, String name) {
        InstalledCertificate plain = certificate(use, "CN=" + name + ",O=CH,C=FR", 80);
        return new InstalledCertificate(
                use,
                plain.subject(),
                plain.issuer(),
                plain.serial(),
                plain.notBefore(),
                plain.notAfter(),
                plain.daysLeft(),
                plain.fingerprint(),
                Optional.of(name),
                Optional.of("ch-exemple.mssante.test"));
    }

    private static InstalledCertificate certificate(Use use, String subject, long days) {
        return new InstalledCertificate(
                use,
                subject,
                "CN=AC ORG TEST,O=ANS,C=FR",
                "1f",
                NOW.minus(Duration.ofDays(300)),
                NOW.plus(Duration.ofDays(days)),
                days,
                "AB:CD:EF",
                Optional.empty(),
                Optional.empty());
    }
}
