package fr.vaguemestre.indicators;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes each month on the 1st of the next at 03:00 of the legal time in France, or as soon as it can afterwards, and hands
 * the operator's in. Keeps no state: what is not closed and is due is closed, on whichever node.
 */
@Component(service = MonthJob.class, immediate = true, configurationPid = "fr.vaguemestre.indicators")
public final class MonthJob {
    private static final Logger LOG = LoggerFactory.getLogger(MonthJob.class);

    private final CountedIndicatorService indicators;
    private final RecordRepository record;
    private final MonthRepository months;
    private final SubmissionRepository submissions;
    private final SubmissionJob sending;
    private final Clock clock;
    private final Optional<Watch> watch;

    /** Starts to look. */
    @Activate
    public MonthJob(
            @Reference CountedIndicatorService indicators,
            @Reference RecordRepository record,
            @Reference MonthRepository months,
            @Reference SubmissionRepository submissions,
            @Reference SubmissionJob sending,
            @Reference Clock clock,
            IndicatorsConfig config) {
        this(indicators, record, months, submissions, sending, clock, Optional.of(config));
    }

    MonthJob(
            CountedIndicatorService indicators,
            RecordRepository record,
            MonthRepository months,
            SubmissionRepository submissions,
            SubmissionJob sending,
            Clock clock,
            Optional<IndicatorsConfig> config) {
        this.indicators = indicators;
        this.record = record;
        this.months = months;
        this.submissions = submissions;
        this.sending = sending;
        this.clock = clock;
        this.watch = config.map(set -> new Watch(
                "indicators-month", Duration.ofSeconds(Math.clamp(set.lookSeconds(), 1, 3600)), this::closeWhatIsDue));
    }

    /** Stops. */
    @Deactivate
    public void close() throws InterruptedException {
        if (watch.isPresent()) {
            watch.get().stop();
        }
    }

    /** Closes every month that is due and open, structures first. */
    void closeWhatIsDue() {
        Instant now = clock.instant();
        Map<String, Instant> starts = new TreeMap<>(record.starts());
        Set<String> closed = months.closed();
        starts.forEach((structure, start) -> closeDue(structure, start, now, closed));
        Optional<Instant> operator = record.start();
        if (operator.isPresent()) {
            closeDue(Caller.PLATFORM, operator.get(), now, closed);
        }
    }

    private void closeDue(String structure, Instant start, Instant now, Set<String> closed) {
        for (YearMonth month = Calendar.month(start); isDue(month, now); month = month.plusMonths(1)) {
            if (!closed.contains(structure + "/" + month) && indicators.isOver(month)) {
                indicators.close(structure, month);
                LOG.info("{} of {} is closed", month, structure);
                if (structure.equals(Caller.PLATFORM) && sending.hasReceiver()) {
                    submissions.begin(operator(), structure, month, now);
                    sending.wake();
                }
            }
        }
    }

    static boolean isDue(YearMonth month, Instant now) {
        return !now.isBefore(Calendar.closing(month));
    }

    private static Caller operator() {
        return new Caller(
                "system",
                "Vaguemestre",
                Optional.of(Caller.PLATFORM),
                Set.of(Role.SUPER_ADMIN),
                Set.of(),
                Set.of(),
                "indicators");
    }
}
