package fr.vaguemestre.indicators;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.indicators.IndicatorService;
import fr.vaguemestre.api.indicators.MonthReport;
import fr.vaguemestre.api.indicators.Submission;
import fr.vaguemestre.api.problem.Conflict;
import fr.vaguemestre.api.problem.NotFound;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells months as they were closed, previews the running one, and begins submissions. */
@Component(service = {IndicatorService.class, CountedIndicatorService.class})
public final class CountedIndicatorService implements IndicatorService {
    private final MonthCount count;
    private final MonthRepository months;
    private final SubmissionRepository submissions;
    private final RecordRepository record;
    private final SubmissionJob sending;
    private final Clock clock;

    /** Counts by that, keeps there. */
    @Activate
    public CountedIndicatorService(
            @Reference MonthCount count,
            @Reference MonthRepository months,
            @Reference SubmissionRepository submissions,
            @Reference RecordRepository record,
            @Reference SubmissionJob sending,
            @Reference Clock clock) {
        this.count = count;
        this.months = months;
        this.submissions = submissions;
        this.record = record;
        this.sending = sending;
        this.clock = clock;
    }

    @Override
    public List<YearMonth> months(Caller caller) {
        YearMonth now = Calendar.month(record.now());
        YearMonth first = count.start(structure(caller))
                .map(Calendar::month)
                .filter(now::isAfter)
                .orElse(now);
        return Stream.iterate(now, month -> !month.isBefore(first), month -> month.minusMonths(1))
                .toList();
    }

    @Override
    public MonthReport month(Caller caller, YearMonth month) {
        String structure = known(caller, month);
        if (isOver(month)) {
            Optional<String> lines = months.closed(structure, month);
            if (lines.isPresent()) {
                return Report.of(lines.get()).toMonth(month, structure, true);
            }
        }
        return count.count(structure, month, false).toMonth(month, structure, false);
    }

    @Override
    public MonthReport recount(Caller caller, YearMonth month) {
        String structure = known(caller, month);
        boolean closed = isOver(month) && months.closed(structure, month).isPresent();
        return count.count(structure, month, true).toMonth(month, structure, closed);
    }

    @Override
    public Submission submit(Caller caller, YearMonth month) {
        String structure = known(caller, month);
        if (!sending.hasReceiver()) {
            throw new Conflict(
                    "indicators.no-receiver", "no receiver is set: download the month and hand it in by hand");
        }
        if (!isOver(month)) {
            throw new Conflict("indicators.month-open", month + " is not over");
        }
        close(structure, month);
        Submission begun = submissions.begin(caller, structure, month, clock.instant());
        sending.wake();
        return begun;
    }

    @Override
    public Optional<Submission> submission(Caller caller, YearMonth month) {
        return submissions.find(known(caller, month), month);
    }

    /** Closes a month that is over, once. */
    void close(String structure, YearMonth month) {
        if (months.closed(structure, month).isEmpty()) {
            Report counted = count.count(structure, month, true);
            String digest = counted.toMonth(month, structure, true).digest();
            months.close(structure, month, counted.lines(), digest, clock.instant());
        }
    }

    /** By our clock, and by the database's too: what the practice range does to ours ends no month of the record. */
    boolean isOver(YearMonth month) {
        Instant closing = Calendar.end(month);
        return !clock.instant().isBefore(closing) && !record.now().isBefore(closing);
    }

    private String known(Caller caller, YearMonth month) {
        if (!months(caller).contains(month)) {
            throw new NotFound("indicators.month-unknown", "there are no figures of " + month);
        }
        return structure(caller);
    }

    private static String structure(Caller caller) {
        caller.require(Role.SUPER_ADMIN, Role.DOMAIN_ADMIN);
        return caller.tenant().orElse(Caller.PLATFORM);
    }
}
