package fr.vaguemestre.ui.registry;

import fr.vaguemestre.api.access.AuthService;
import fr.vaguemestre.api.access.UserService;
import fr.vaguemestre.api.annuaire.DirectoryService;
import fr.vaguemestre.api.annuaire.PublicationService;
import fr.vaguemestre.api.audit.AuditService;
import fr.vaguemestre.api.bal.AbsenceService;
import fr.vaguemestre.api.bal.BalService;
import fr.vaguemestre.api.confiance.CertificateService;
import fr.vaguemestre.api.confiance.ConfianceService;
import fr.vaguemestre.api.confiance.PeerService;
import fr.vaguemestre.api.confiance.WhiteListService;
import fr.vaguemestre.api.doctor.DoctorService;
import fr.vaguemestre.api.igc.AuthorityService;
import fr.vaguemestre.api.igc.OwnCertificateService;
import fr.vaguemestre.api.indicators.IndicatorService;
import fr.vaguemestre.api.messages.QuarantineService;
import fr.vaguemestre.api.messages.QueueService;
import fr.vaguemestre.api.messages.TraceService;
import fr.vaguemestre.api.monitoring.HealthService;
import fr.vaguemestre.api.problem.Unavailable;
import fr.vaguemestre.api.tenancy.TenancyService;
import fr.vaguemestre.api.webmail.WebmailService;
import java.util.List;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The services of the OSGi registry, as they come and go. */
@Component(service = Services.class)
public final class OsgiServices implements Services {
    @Reference
    private volatile List<AuthService> auths = List.of();

    @Reference
    private volatile List<DirectoryService> directories = List.of();

    @Reference
    private volatile List<PublicationService> publications = List.of();

    @Reference
    private volatile List<BalService> bals = List.of();

    @Reference
    private volatile List<AbsenceService> absences = List.of();

    @Reference
    private volatile List<HealthService> healths = List.of();

    @Reference
    private volatile List<TenancyService> tenancies = List.of();

    @Reference
    private volatile List<WebmailService> webmails = List.of();

    @Reference
    private volatile List<CertificateService> certificates = List.of();

    @Reference
    private volatile List<AuthorityService> authorities = List.of();

    @Reference
    private volatile List<OwnCertificateService> ownCertificates = List.of();

    @Reference
    private volatile List<ConfianceService> confiances = List.of();

    @Reference
    private volatile List<WhiteListService> whiteLists = List.of();

    @Reference
    private volatile List<PeerService> peers = List.of();

    @Reference
    private volatile List<DoctorService> doctors = List.of();

    @Reference
    private volatile List<QueueService> queues = List.of();

    @Reference
    private volatile List<QuarantineService> quarantines = List.of();

    @Reference
    private volatile List<TraceService> traces = List.of();

    @Reference
    private volatile List<UserService> users = List.of();

    @Reference
    private volatile List<AuditService> trails = List.of();

    @Reference
    private volatile List<IndicatorService> figures = List.of();

    @Override
    public AuthService auth() {
        return first(auths, "ui.access-away");
    }

    @Override
    public DirectoryService directory() {
        return first(directories, "ui.annuaire-away");
    }

    @Override
    public PublicationService publications() {
        return first(publications, "ui.annuaire-away");
    }

    @Override
    public BalService bals() {
        return first(bals, "ui.bal-away");
    }

    @Override
    public AbsenceService absences() {
        return first(absences, "ui.bal-away");
    }

    @Override
    public HealthService health() {
        return first(healths, "ui.health-away");
    }

    @Override
    public TenancyService tenancy() {
        return first(tenancies, "ui.tenancy-away");
    }

    @Override
    public WebmailService webmail() {
        return first(webmails, "ui.webmail-away");
    }

    @Override
    public boolean hasWebmail() {
        return !webmails.isEmpty();
    }

    @Override
    public CertificateService certificates() {
        return first(certificates, "ui.confiance-away");
    }

    @Override
    public AuthorityService authorities() {
        return first(authorities, "ui.igc-away");
    }

    @Override
    public OwnCertificateService ownCertificates() {
        return first(ownCertificates, "ui.igc-away");
    }

    @Override
    public ConfianceService confiance() {
        return first(confiances, "ui.confiance-away");
    }

    @Override
    public WhiteListService whiteLists() {
        return first(whiteLists, "ui.confiance-away");
    }

    @Override
    public PeerService peers() {
        return first(peers, "ui.confiance-away");
    }

    @Override
    public DoctorService doctor() {
        return first(doctors, "ui.doctor-away");
    }

    @Override
    public QueueService queue() {
        return first(queues, "ui.messages-away");
    }

    @Override
    public QuarantineService quarantine() {
        return first(quarantines, "ui.messages-away");
    }

    @Override
    public TraceService traces() {
        return first(traces, "ui.messages-away");
    }

    @Override
    public UserService users() {
        return first(users, "ui.access-away");
    }

    @Override
    public AuditService audit() {
        return first(trails, "ui.audit-away");
    }

    @Override
    public IndicatorService indicators() {
        return first(figures, "ui.indicators-away");
    }

    private static <S> S first(List<S> present, String away) {
        return present.stream()
                .findFirst()
                .orElseThrow(() -> new Unavailable(away, "that part is not running at the moment"));
    }
}
