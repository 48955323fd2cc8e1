package fr.vaguemestre.doctor;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.cache.Cache;
import fr.vaguemestre.api.doctor.Diagnosis;
import fr.vaguemestre.api.doctor.DoctorService;
import fr.vaguemestre.api.doctor.PeerFinding;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.problem.TooMany;
import fr.vaguemestre.api.store.Act;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** The doctor as administrators ask it: their right, its limits, the audit trail, then the walk. */
@Component(service = DoctorService.class, configurationPid = "fr.vaguemestre.doctor")
@Designate(ocd = DoctorConfig.class)
public final class PeerDoctor implements DoctorService {
    /** Each takes a thread of the server for up to 45 seconds. */
    private static final int MOST_LOOKS = 4;

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Pattern DOMAIN =
            Pattern.compile("(?=.{3,253}$)[a-z0-9]([a-z0-9-]{0,62})(\\.[a-z0-9]([a-z0-9-]{0,62}))+");

    private final Examiner examiner;
    private final NightJob night;
    private final FindingRepository findings;
    private final Limits limits;
    private final int perMinute;
    private final Semaphore looks = new Semaphore(MOST_LOOKS);

    /** Looks at nobody yet. */
    @Activate
    public PeerDoctor(
            @Reference Examiner examiner,
            @Reference NightJob night,
            @Reference FindingRepository findings,
            @Reference Cache cache,
            DoctorConfig config) {
        this.examiner = examiner;
        this.night = night;
        this.findings = findings;
        this.limits = new Limits(cache);
        this.perMinute = Math.clamp(config.looksPerMinute(), 1, 1000);
    }

    @Override
    public Diagnosis look(Caller caller, String domain) {
        caller.require(Role.SUPER_ADMIN);
        String name = domain.strip().toLowerCase(Locale.ROOT);
        if (!DOMAIN.matcher(name).matches()) {
            throw Invalid.field("domain", "doctor.domain", "no name of a domain");
        }
        if (examiner.isListed(name)) {
            limits.count(caller, perMinute);
        }
        if (!looks.tryAcquire()) {
            throw new TooMany("doctor.busy", "at most " + MOST_LOOKS + " looks are under way at once", SOON);
        }
        try {
            findings.audit(caller, Act.of("doctor.look", name));
            return examiner.anew(name, caller.correlationId());
        } finally {
            looks.release();
        }
    }

    @Override
    public Page<PeerFinding> history(Caller caller, PageRequest page) {
        caller.require(Role.SUPER_ADMIN);
        return findings.page(caller, page);
    }

    @Override
    public void beginRound(Caller caller) {
        caller.require(Role.SUPER_ADMIN);
        night.begin(caller);
    }
}
