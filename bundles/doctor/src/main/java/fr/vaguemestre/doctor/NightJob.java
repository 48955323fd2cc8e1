package fr.vaguemestre.doctor;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.doctor.Diagnosis;
import fr.vaguemestre.api.messages.Correspondent;
import fr.vaguemestre.api.messages.TraceService;
import fr.vaguemestre.api.problem.Conflict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the most used peers each night, one after the other, on whichever node is first, and when a person asks. What the
 * last round found is read back each minute, so that every node raises the alarm.
 */
@Component(service = NightJob.class, immediate = true, configurationPid = "fr.vaguemestre.doctor")
public final class NightJob {
    private static final Logger log = LoggerFactory.getLogger(NightJob.class);
    private static final ZoneId LEGAL = ZoneId.of("Europe/Paris");
    private static final int LATEST_HOURS = 4;
    private static final long FIRST_MILLIS = 2_000;
    private static final long MINUTE_MILLIS = 60_000;
    /** A worker that is between two rounds takes less than that to ask for the next. */
    private static final long HANDED_MILLIS = 2_000;

    private final Examiner examiner;
    private final FindingRepository findings;
    private final Clock clock;
    private final Plan plan;
    private final SynchronousQueue<Caller> asked = new SynchronousQueue<>();
    private final AtomicBoolean underWay = new AtomicBoolean();
    private final Optional<Thread> working;
    private volatile boolean stopping;
    private volatile Standing standing = Standing.UNKNOWN;

    /** Whoever knows where mail goes. */
    @Reference
    volatile List<TraceService> traces = List.of();

    /** How rounds are made. */
    private record Plan(int peers, Duration used, int hour, Duration kept) {
        Plan(DoctorConfig config) {
            this(
                    Math.clamp(config.peers(), 0, 200),
                    Duration.ofDays(Math.clamp(config.days(), 1, 365)),
                    Math.clamp(config.nightHour(), 0, 19),
                    Duration.ofDays(Math.clamp(config.historyDays(), 1, 3650)));
        }
    }

    /** Begins to wait for the night. */
    @Activate
    public NightJob(
            @Reference Examiner examiner,
            @Reference FindingRepository findings,
            @Reference Clock clock,
            DoctorConfig config) {
        this(examiner, findings, clock, config, true);
    }

    NightJob(Examiner examiner, FindingRepository findings, Clock clock, DoctorConfig config, boolean byItself) {
        this.examiner = examiner;
        this.findings = findings;
        this.clock = clock;
        this.plan = new Plan(config);
        this.working = byItself
                ? Optional.of(Thread.ofPlatform().daemon().name("doctor-night").unstarted(this::work))
                : Optional.empty();
        working.ifPresent(Thread::start);
    }

    /** Stops, in the middle of a round too. */
    @Deactivate
    public void stop() throws InterruptedException {
        stopping = true;
        if (working.isPresent()) {
            working.get().interrupt();
            working.get().join(Duration.ofSeconds(5));
        }
    }

    /** What the last round found, as of a minute ago at most. */
    Standing standing() {
        return standing;
    }

    /** Begins a round for a person. */
    void begin(Caller caller) {
        try {
            if (!underWay.get() && asked.offer(caller, HANDED_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        throw new Conflict("doctor.round-running", "a round is under way: see what it finds");
    }

    private void work() {
        long pause = FIRST_MILLIS;
        while (!stopping) {
            try {
                Optional<Caller> person = Optional.ofNullable(asked.poll(pause, TimeUnit.MILLISECONDS));
                pause = MINUTE_MILLIS;
                if (person.isPresent()) {
                    round(person.get(), Optional.empty());
                } else {
                    roundOfTheNight();
                }
                standing = findings.standing();
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException failed) {
                log.warn("The peers could not be looked at: {}", failed.toString());
                log.debug("cause", failed);
            }
        }
    }

    /** Looks around, if it is night, no node has, and somebody knows where mail goes. */
    void roundOfTheNight() {
        ZonedDateTime now = clock.instant().atZone(LEGAL);
        boolean due = now.getHour() >= plan.hour() && now.getHour() < plan.hour() + LATEST_HOURS;
        if (due && plan.peers() > 0 && !traces.isEmpty() && !findings.hasNight(now.toLocalDate())) {
            round(Caller.system(Caller.PLATFORM, UUID.randomUUID().toString()), Optional.of(now.toLocalDate()));
        }
    }

    /** Looks at the most used peers, one after the other. */
    void round(Caller by, Optional<LocalDate> night) {
        underWay.set(true);
        try {
            Instant start = clock.instant();
            Optional<Long> round = findings.begin(by, night, start);
            if (round.isPresent()) {
                List<FindingRepository.Found> found = found(by, start);
                if (stopping) {
                    // What was not looked at would count as mended: a round that has no end tells nothing.
                    log.info("A round was broken off after {} peers, because its node stops", found.size());
                    return;
                }
                findings.end(by, round.get(), found, clock.instant(), start.minus(plan.kept()));
                standing = findings.standing();
                log.info("A round looked at {} peers; fallen: {}", found.size(), standing.names());
            }
        } finally {
            underWay.set(false);
        }
    }

    private List<FindingRepository.Found> found(Caller by, Instant start) {
        Caller operator = Caller.operator("doctor", by.correlationId());
        var found = new ArrayList<FindingRepository.Found>();
        List<Correspondent> most = traces.stream()
                .findFirst()
                .map(trace -> trace.correspondents(operator, start.minus(plan.used()), Math.max(1, plan.peers())))
                .orElse(List.of());
        for (Correspondent peer : most) {
            if (stopping) {
                break;
            }
            Diagnosis diagnosis = examiner.known(peer.domain(), by.correlationId());
            found.add(new FindingRepository.Found(peer.messages(), diagnosis));
        }
        return found;
    }
}
