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

/** What other bundles offer at this moment; asked anew for each act, for a bundle may be replaced while a page is open. */
public interface Services {
    /**
     * Who proves people.
     *
     * @throws Unavailable {@code ui.access-away} while that bundle is absent
     */
    AuthService auth();

    /**
     * Who is who in the national directory.
     *
     * @throws Unavailable {@code ui.annuaire-away} while that bundle is absent
     */
    DirectoryService directory();

    /**
     * What became of our publications in it.
     *
     * @throws Unavailable {@code ui.annuaire-away} while that bundle is absent
     */
    PublicationService publications();

    /**
     * The mailboxes.
     *
     * @throws Unavailable {@code ui.bal-away} while that bundle is absent
     */
    BalService bals();

    /**
     * What mailboxes answer by themselves.
     *
     * @throws Unavailable {@code ui.bal-away} while that bundle is absent
     */
    AbsenceService absences();

    /**
     * People's mail.
     *
     * @throws Unavailable {@code ui.webmail-away} while that bundle is absent
     */
    WebmailService webmail();

    /** Whether people's mail is on offer. */
    boolean hasWebmail();

    /**
     * How the appliance is.
     *
     * @throws Unavailable {@code ui.health-away} while nobody tells
     */
    HealthService health();

    /**
     * The domains.
     *
     * @throws Unavailable {@code ui.tenancy-away} while that bundle is absent
     */
    TenancyService tenancy();

    /**
     * The certificates that the appliance works with.
     *
     * @throws Unavailable {@code ui.confiance-away} while that bundle is absent
     */
    CertificateService certificates();

    /**
     * The authorities that are trusted.
     *
     * @throws Unavailable {@code ui.igc-away} while that bundle is absent
     */
    AuthorityService authorities();

    /**
     * Our own keys, what was asked for, and the certificates in service.
     *
     * @throws Unavailable {@code ui.igc-away} while that bundle is absent
     */
    OwnCertificateService ownCertificates();

    /**
     * The trust space.
     *
     * @throws Unavailable {@code ui.confiance-away} while that bundle is absent
     */
    ConfianceService confiance();

    /**
     * The life of the white list.
     *
     * @throws Unavailable {@code ui.confiance-away} while that bundle is absent
     */
    WhiteListService whiteLists();

    /**
     * Other operators' servers.
     *
     * @throws Unavailable {@code ui.confiance-away} while that bundle is absent
     */
    PeerService peers();

    /**
     * What stands between us and other operators.
     *
     * @throws Unavailable {@code ui.doctor-away} while that bundle is absent
     */
    DoctorService doctor();

    /**
     * What waits to be delivered.
     *
     * @throws Unavailable {@code ui.messages-away} while that bundle is absent
     */
    QueueService queue();

    /**
     * What is held because of malware.
     *
     * @throws Unavailable {@code ui.messages-away} while that bundle is absent
     */
    QuarantineService quarantine();

    /**
     * What became of messages.
     *
     * @throws Unavailable {@code ui.messages-away} while that bundle is absent
     */
    TraceService traces();

    /**
     * The accounts.
     *
     * @throws Unavailable {@code ui.access-away} while that bundle is absent
     */
    UserService users();

    /**
     * The audit trail.
     *
     * @throws Unavailable {@code ui.audit-away} while that bundle is absent
     */
    AuditService audit();

    /**
     * The month's figures.
     *
     * @throws Unavailable {@code ui.indicators-away} while that bundle is absent
     */
    IndicatorService indicators();
}
