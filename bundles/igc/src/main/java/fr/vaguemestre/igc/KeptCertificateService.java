package fr.vaguemestre.igc;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.igc.CertificateRequest;
import fr.vaguemestre.api.igc.CertificateSource;
import fr.vaguemestre.api.igc.OwnCertificate;
import fr.vaguemestre.api.igc.OwnCertificate.State;
import fr.vaguemestre.api.igc.OwnCertificateService;
import fr.vaguemestre.api.problem.Conflict;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.tenancy.Domain;
import fr.vaguemestre.api.tenancy.TenancyService;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Our keys and certificates in the database, and in the files of this node when a call returns. */
@Component(service = OwnCertificateService.class, configurationPid = "fr.vaguemestre.igc")
public final class KeptCertificateService implements OwnCertificateService {
    /** How many keys one holder may have made for one usage before their certificates come: making them takes our time. */
    private static final int MOST_REQUESTS = 5;

    private final CertificateRepository repository;
    private final CertificateKeeper keeper;
    private final KeySources sources;
    private final FileKeeper authorities;
    private final TenancyService tenancy;
    private final Clock clock;
    private final Path crls;

    /** Works on that table and those files. */
    @Activate
    public KeptCertificateService(
            IgcConfig config,
            @Reference CertificateRepository repository,
            @Reference CertificateKeeper keeper,
            @Reference KeySources sources,
            @Reference FileKeeper authorities,
            @Reference TenancyService tenancy,
            @Reference Clock clock) {
        this.repository = repository;
        this.keeper = keeper;
        this.sources = sources;
        this.authorities = authorities;
        this.tenancy = tenancy;
        this.clock = clock;
        this.crls = Path.of(config.crls());
    }

    /** Whose it is. */
    private record Holder(String tenant, Optional<Domain> domain) {
        String name() {
            return domain.map(Domain::name).orElse("");
        }
    }

    @Override
    public List<OwnCertificate> certificates(Caller caller, Optional<String> domain) {
        return told(rows(caller, holder(caller, domain)));
    }

    @Override
    public List<OwnCertificate> certificates(Caller caller) {
        caller.require(Role.SUPER_ADMIN, Role.DOMAIN_ADMIN);
        List<CertificateRow> rows = caller.is(Role.SUPER_ADMIN)
                ? repository.all()
                : repository.of(caller, caller.tenantOrThrow()).stream()
                        .filter(row -> caller.administers(row.domain()))
                        .toList();
        return told(rows);
    }

    @Override
    public OwnCertificate request(Caller caller, Optional<String> domain, CertificateRequest wanted) {
        Holder holder = holder(caller, domain);
        RequestPolicy.Checked checked = RequestPolicy.check(holder.domain(), wanted);
        CertificateSource source =
                sources.forNew(KeySources.isInFile(holder.domain().isEmpty(), wanted.usage()));
        long waiting = rows(caller, holder).stream()
                .filter(row -> row.usage() == wanted.usage()
                        && row.state() == State.REQUESTED
                        && row.source().equals(source.name()))
                .count();
        if (waiting >= MOST_REQUESTS) {
            throw new Conflict(
                    "igc.too-many-requests", waiting + " requests have no certificate yet: remove those of no use");
        }
        NewKey key = NewKey.of(source, UUID.randomUUID().toString(), wanted.algorithm());
        try {
            CertificateRow row = asked(caller, holder, wanted, checked, key);
            repository.add(caller, row);
            return row.told(clock.instant());
        } catch (RuntimeException unkept) {
            key.undo(unkept);
            throw unkept;
        }
    }

    private CertificateRow asked(
            Caller caller, Holder holder, CertificateRequest wanted, RequestPolicy.Checked checked, NewKey key) {
        String csr = key.request(checked.subject(), checked.names());
        return new CertificateRow(
                holder.tenant(),
                key.id(),
                holder.name(),
                wanted.usage(),
                State.REQUESTED,
                KeyRequest.read(csr).subject().getName(),
                checked.names(),
                wanted.algorithm(),
                key.source().name(),
                key.made().reference(),
                csr,
                List.of(),
                clock.instant(),
                caller.subject(),
                Optional.empty());
    }

    @Override
    public OwnCertificate examine(Caller caller, Optional<String> domain, String id, byte[] chain) {
        return loadable(caller, domain, id, chain).told(clock.instant());
    }

    @Override
    public OwnCertificate load(Caller caller, Optional<String> domain, String id, byte[] chain) {
        CertificateRow row = loadable(caller, domain, id, chain);
        sources.of(row).keep(row.id(), row.reference(), row.chain());
        change(caller, holder(caller, domain), () -> repository.load(caller, row));
        keeper.keep();
        return row.told(clock.instant());
    }

    @Override
    public OwnCertificate serve(Caller caller, Optional<String> domain, String id) {
        CertificateRow row = find(caller, holder(caller, domain), id);
        if (row.state() == State.REQUESTED) {
            throw new Conflict("igc.not-loaded", "its certificate was not loaded yet");
        }
        policy().check(row, row.chain(), false);
        sources.key(row);
        if (row.state() != State.IN_SERVICE) {
            change(caller, holder(caller, domain), () -> repository.serve(caller, row));
        }
        keeper.keep();
        return row.with(State.IN_SERVICE, row.chain(), clock.instant()).told(clock.instant());
    }

    @Override
    public OwnCertificate back(Caller caller, Optional<String> domain, String id) {
        Holder holder = holder(caller, domain);
        CertificateRow row = find(caller, holder, id);
        if (row.state() != State.IN_SERVICE) {
            throw new Conflict("igc.not-in-service", "another one is in service, or none");
        }
        rows(caller, holder).stream()
                .filter(other -> other.usage() == row.usage() && other.state() == State.PREVIOUS)
                .forEach(previous -> policy().check(previous, previous.chain(), false));
        repository.back(caller, row);
        keeper.keep();
        return row.with(State.PREVIOUS, row.chain(), row.loadedAt().orElse(clock.instant()))
                .told(clock.instant());
    }

    @Override
    public void remove(Caller caller, Optional<String> domain, String id) {
        CertificateRow row = find(caller, holder(caller, domain), id);
        if (row.state() == State.IN_SERVICE) {
            throw new Conflict("igc.in-service", "it is in service: go one step back first");
        }
        repository.remove(caller, row, () -> sources.of(row).remove(row.id(), row.reference()));
    }

    /** Makes a change, and forgets the keys of what it dropped: the one before the previous. */
    private void change(Caller caller, Holder holder, Runnable work) {
        List<CertificateRow> before = rows(caller, holder);
        work.run();
        Set<String> left = rows(caller, holder).stream().map(CertificateRow::id).collect(Collectors.toSet());
        sources.forget(before.stream().filter(row -> !left.contains(row.id())).toList());
    }

    private Holder holder(Caller caller, Optional<String> domain) {
        if (domain.isEmpty()) {
            caller.require(Role.SUPER_ADMIN);
            return new Holder(Caller.PLATFORM, Optional.empty());
        }
        Domain found = tenancy.domain(caller, domain.get());
        return new Holder(found.finess(), Optional.of(found));
    }

    private List<CertificateRow> rows(Caller caller, Holder holder) {
        return repository.of(caller, holder.tenant()).stream()
                .filter(row -> row.domain().equals(holder.name()))
                .toList();
    }

    private CertificateRow find(Caller caller, Holder holder, String id) {
        return rows(caller, holder).stream()
                .filter(row -> row.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFound("igc.certificate-unknown", "no such certificate"));
    }

    /** The row as it will be with that chain, all checks passed. */
    private CertificateRow loadable(Caller caller, Optional<String> domain, String id, byte[] pem) {
        CertificateRow asked = find(caller, holder(caller, domain), id);
        if (asked.state() != State.REQUESTED) {
            throw new Conflict("igc.not-requested", "a certificate was loaded for this request: make another one");
        }
        List<X509Certificate> sent = CertificatePolicy.read(pem);
        X509Certificate leaf = sent.getFirst();
        boolean known =
                repository.knows(leaf) || authorities.folder().own().values().contains(leaf);
        List<X509Certificate> chain = policy().check(asked, sent, known);
        return asked.with(
                asked.isOnTheList() && !isNameInUse(leaf) ? State.WAITING_FOR_LIST : State.IN_SERVICE,
                chain,
                clock.instant());
    }

    /** Whether other operators know us by that name now, or by none: a certificate that is signed by itself is on no list. */
    private boolean isNameInUse(X509Certificate leaf) {
        X500Principal wanted = leaf.getSubjectX500Principal();
        return TlsFolder.read(authorities.folder().operator()).stream()
                .limit(1)
                .allMatch(now -> Hierarchy.selfIssued(now)
                        || now.getSubjectX500Principal().equals(wanted));
    }

    private CertificatePolicy policy() {
        return new CertificatePolicy(
                authorities.inService(), authorities.hierarchy(), RevocationLists.read(crls), clock.instant());
    }

    private List<OwnCertificate> told(List<CertificateRow> rows) {
        return rows.stream().map(row -> row.told(clock.instant())).toList();
    }
}
