package fr.vaguemestre.igc;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.igc.Authority;
import fr.vaguemestre.api.igc.Authority.Origin;
import fr.vaguemestre.api.igc.AuthorityService;
import fr.vaguemestre.api.problem.Conflict;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.igc.Hierarchy.Trusted;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Authorities in the database, and in force on this node when the call returns. */
@Component(service = AuthorityService.class)
public final class KeptAuthorityService implements AuthorityService {
    private final AuthorityRepository repository;
    private final FileKeeper keeper;
    private final AuthorityPolicy policy;
    private final Clock clock;

    /** Works on that table and those files. */
    @Activate
    public KeptAuthorityService(
            @Reference AuthorityRepository repository, @Reference FileKeeper keeper, @Reference Clock clock) {
        this.repository = repository;
        this.keeper = keeper;
        this.policy = new AuthorityPolicy(keeper.inService());
        this.clock = clock;
    }

    @Override
    public List<Authority> authorities(Caller caller) {
        caller.require(Role.SUPER_ADMIN);
        Hierarchy trusted = keeper.hierarchy();
        return trusted.authorities().stream()
                .map(one -> told(one, trusted))
                .sorted(Comparator.comparing(Authority::role).thenComparing(Authority::notAfter))
                .toList();
    }

    @Override
    public Authority examine(Caller caller, byte[] certificate) {
        caller.require(Role.SUPER_ADMIN);
        return told(new Trusted(checked(certificate), Origin.EXAMINED), keeper.hierarchy());
    }

    @Override
    public Authority trust(Caller caller, byte[] certificate, String fingerprint) {
        caller.require(Role.SUPER_ADMIN);
        X509Certificate wanted = checked(certificate);
        if (!fingerprint.replaceAll("[:\\s]", "").toLowerCase(Locale.ROOT).equals(Pem.sha256(wanted))) {
            throw Invalid.field(
                    "fingerprint", "igc.fingerprint-differs", "the certificate's is " + colons(Pem.sha256(wanted)));
        }
        Optional<String> parent = Hierarchy.selfIssued(wanted)
                ? Optional.empty()
                : keeper.hierarchy()
                        .issuer(wanted)
                        .filter(issuer -> issuer.origin() == Origin.LOADED)
                        .map(Trusted::id);
        repository.add(caller, wanted, parent, clock.instant());
        keeper.keep();
        return told(new Trusted(wanted, Origin.LOADED), keeper.hierarchy());
    }

    @Override
    public void remove(Caller caller, String id, boolean anyway) {
        caller.require(Role.SUPER_ADMIN);
        Hierarchy trusted = keeper.hierarchy();
        Trusted leaving = trusted.find(id.toLowerCase(Locale.ROOT))
                .orElseThrow(() -> new NotFound("igc.authority-unknown", "no such authority: " + id));
        if (leaving.origin() != Origin.LOADED) {
            throw new Conflict("igc.authority-fixed", "nobody loaded it, so nobody can remove it");
        }
        List<String> issued = issued(leaving, trusted);
        if (!issued.isEmpty()) {
            throw new Conflict("igc.authority-needed", "remove first: " + String.join("; ", issued));
        }
        List<String> used = users(leaving, trusted);
        if (!anyway && !used.isEmpty()) {
            throw new Conflict("igc.authority-in-use", "these would lose their chain: " + String.join("; ", used));
        }
        repository.remove(caller, leaving.certificate());
        keeper.keep();
    }

    private X509Certificate checked(byte[] encoded) {
        X509Certificate certificate = AuthorityPolicy.read(encoded);
        policy.check(certificate, keeper.hierarchy(), clock.instant());
        return certificate;
    }

    /** The trusted authorities that this one issued. */
    private static List<String> issued(Trusted authority, Hierarchy trusted) {
        return trusted.authorities().stream()
                .map(Trusted::certificate)
                .filter(one -> !one.equals(authority.certificate())
                        && trusted.above(one).contains(authority.certificate()))
                .map(one -> one.getSubjectX500Principal().getName())
                .toList();
    }

    /** Our own certificates whose chain leads through it. */
    private List<String> users(Trusted authority, Hierarchy trusted) {
        return keeper.folder().own().values().stream()
                .filter(own -> trusted.above(own).contains(authority.certificate()))
                .map(own -> own.getSubjectX500Principal().getName())
                .distinct()
                .toList();
    }

    private Authority told(Trusted one, Hierarchy trusted) {
        X509Certificate certificate = one.certificate();
        Instant end = certificate.getNotAfter().toInstant();
        var dependents = new ArrayList<>(issued(one, trusted));
        dependents.addAll(users(one, trusted));
        return new Authority(
                one.id(),
                Hierarchy.selfIssued(certificate) ? Authority.Role.ROOT : Authority.Role.INTERMEDIATE,
                one.origin(),
                certificate.getSubjectX500Principal().getName(),
                certificate.getIssuerX500Principal().getName(),
                certificate.getSerialNumber().toString(16),
                colons(one.id()),
                certificate.getNotBefore().toInstant(),
                end,
                Math.floorDiv(Duration.between(clock.instant(), end).toSeconds(), 86_400),
                dependents);
    }

    private static String colons(String hex) {
        return hex.toUpperCase(Locale.ROOT).replaceAll("..(?!$)", "$0:");
    }
}
