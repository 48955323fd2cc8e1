package fr.vaguemestre.ui.server;

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
import fr.vaguemestre.api.monitoring.HealthFinding;
import fr.vaguemestre.api.monitoring.HealthService;
import fr.vaguemestre.api.monitoring.HealthStatus;
import fr.vaguemestre.api.problem.Unavailable;
import fr.vaguemestre.api.tenancy.TenancyService;
import fr.vaguemestre.api.webmail.WebmailService;
import fr.vaguemestre.ui.registry.Services;
import java.util.List;

/** Services in memory that tests take away and bring back. */
public final class MemoryServices implements Services {
    /** The accounts. */
    public final MemoryAuth auth = new MemoryAuth();

    /** The domains. */
    public final MemoryTenancy tenancy = new MemoryTenancy();

    /** The mailboxes. */
    public final MemoryBals bals = new MemoryBals(tenancy);

    /** What mailboxes answer by themselves. */
    public final MemoryAbsences absences = new MemoryAbsences();

    /** The accounts that the page of people shows. */
    public final MemoryUsers users = new MemoryUsers();

    /** Queue and trace. */
    public final MemoryMessages messages = new MemoryMessages();

    /** What is held. */
    public final MemoryQuarantine quarantine = new MemoryQuarantine();

    /** The authorities. */
    public final MemoryAuthorities authorities = new MemoryAuthorities();

    /** Our own keys and certificates. */
    public final MemoryOwnCertificates ownCertificates = new MemoryOwnCertificates();

    /** The trust space. */
    public final MemoryConfiance confiance = new MemoryConfiance();

    /** The doctor of the trust space. */
    public final MemoryDoctor doctor = new MemoryDoctor();

    /** The national directory. */
    public final MemoryDirectory directory = new MemoryDirectory();

    /** What is told to it. */
    public final MemoryPublications publications = new MemoryPublications();

    /** Somebody's mail. */
    public final MemoryWebmail webmail = new MemoryWebmail();

    /** The audit trail. */
    public final MemoryAudit trail = new MemoryAudit();

    /** The month's figures. */
    public final MemoryIndicators figures = new MemoryIndicators();

    /** How the appliance is. */
    public volatile List<HealthFinding> findings = List.of(new HealthFinding("store", HealthStatus.UP, ""));

    private volatile boolean webmailAway;
    private volatile boolean authAway;
    private volatile boolean balsAway;

    /** Takes the sign-in service away or brings it back. */
    public void authAway(boolean away) {
        authAway = away;
    }

    /** Takes the mailbox service away or brings it back. */
    public void balsAway(boolean away) {
        balsAway = away;
    }

    /** Takes the mail service away or brings it back. */
    public void webmailAway(boolean away) {
        webmailAway = away;
    }

    @Override
    public WebmailService webmail() {
        if (webmailAway) {
            throw new Unavailable("ui.webmail-away", "away");
        }
        return webmail;
    }

    @Override
    public boolean hasWebmail() {
        return !webmailAway;
    }

    @Override
    public AuthService auth() {
        if (authAway) {
            throw new Unavailable("ui.access-away", "away");
        }
        return auth;
    }

    @Override
    public DirectoryService directory() {
        return directory;
    }

    @Override
    public PublicationService publications() {
        return publications;
    }

    @Override
    public BalService bals() {
        if (balsAway) {
            throw new Unavailable("ui.bal-away", "away");
        }
        return bals;
    }

    @Override
    public AbsenceService absences() {
        if (balsAway) {
            throw new Unavailable("ui.bal-away", "away");
        }
        return absences;
    }

    @Override
    public HealthService health() {
        return () -> findings;
    }

    @Override
    public UserService users() {
        return users;
    }

    @Override
    public DoctorService doctor() {
        return doctor;
    }

    @Override
    public QueueService queue() {
        return messages;
    }

    @Override
    public QuarantineService quarantine() {
        return quarantine;
    }

    @Override
    public TraceService traces() {
        return messages;
    }

    @Override
    public AuthorityService authorities() {
        return authorities;
    }

    @Override
    public OwnCertificateService ownCertificates() {
        return ownCertificates;
    }

    @Override
    public ConfianceService confiance() {
        return confiance;
    }

    @Override
    public WhiteListService whiteLists() {
        return confiance.lists;
    }

    @Override
    public PeerService peers() {
        return confiance;
    }

    @Override
    public CertificateService certificates() {
        return confiance;
    }

    @Override
    public TenancyService tenancy() {
        return tenancy;
    }

    @Override
    public AuditService audit() {
        return trail;
    }

    @Override
    public IndicatorService indicators() {
        return figures;
    }
}
