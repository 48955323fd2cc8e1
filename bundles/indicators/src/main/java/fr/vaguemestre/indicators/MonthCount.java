package fr.vaguemestre.indicators;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.indicators.Indicator;
import fr.vaguemestre.api.indicators.IndicatorSource;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Unavailable;
import fr.vaguemestre.api.tenancy.TenancyService;
import fr.vaguemestre.api.tenancy.Tenant;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adds up a month, one day after the other, so that its length needs no memory. */
@Component(service = MonthCount.class, configurationPid = "fr.vaguemestre.indicators")
public final class MonthCount {
    private static final Logger LOG = LoggerFactory.getLogger(MonthCount.class);

    private final RecordRepository record;
    private final MonthRepository months;
    private final TenancyService tenancy;
    private final Set<String> wanted;

    @Reference
    private volatile List<IndicatorSource> sources = List.of();

    /** Counts in those records. */
    @Activate
    public MonthCount(
            @Reference RecordRepository record,
            @Reference MonthRepository months,
            @Reference TenancyService tenancy,
            IndicatorsConfig config) {
        this(record, months, tenancy, Set.of(config.sources().split("\\s*,\\s*")), List.of());
    }

    MonthCount(
            RecordRepository record,
            MonthRepository months,
            TenancyService tenancy,
            Set<String> wanted,
            List<IndicatorSource> sources) {
        this.record = record;
        this.months = months;
        this.tenancy = tenancy;
        this.wanted = wanted;
        this.sources = sources;
    }

    /** Since when there is something to count of a structure. */
    Optional<Instant> start(String structure) {
        return structure.equals(Caller.PLATFORM) ? record.start() : record.start(structure);
    }

    /**
     * The figures of a month up to now.
     *
     * @param fresh whether to count again what was counted before
     */
    Report count(String structure, YearMonth month, boolean fresh) {
        List<IndicatorSource> asked = asked();
        Instant now = record.now();
        var report = new Report();
        Optional<Instant> start = start(structure);
        if (start.isEmpty()) {
            return report;
        }
        List<String> structures = structure.equals(Caller.PLATFORM) ? structures() : List.of(structure);
        Map<LocalDate, List<Indicator>> known = fresh ? Map.of() : months.days(structure, month);
        for (LocalDate day : Calendar.days(month, start.get(), now)) {
            List<Indicator> figures = known.get(day);
            if (figures == null) {
                figures = day(asked, structures, day);
                if (Calendar.settled(day, now)) {
                    keep(structure, day, figures);
                }
            }
            report.day(day, figures);
        }
        Instant end = Calendar.end(month);
        Instant at = now.isBefore(end) ? now : end;
        report.stock(structures.stream()
                .flatMap(each -> record.stock(each, at).stream())
                .toList());
        return report;
    }

    private List<Indicator> day(List<IndicatorSource> asked, List<String> structures, LocalDate day) {
        Instant from = Calendar.start(day);
        Instant until = Calendar.start(day.plusDays(1));
        List<Indicator> figures = new ArrayList<>(record.minutes(from, until));
        for (String structure : structures) {
            for (IndicatorSource source : asked) {
                figures.addAll(source.count(structure, from, until));
            }
            figures.addAll(record.flow(structure, from, until));
        }
        return Report.sum(figures);
    }

    /** What failed to be kept is counted again next time. */
    private void keep(String structure, LocalDate day, List<Indicator> figures) {
        try {
            months.keep(structure, day, figures);
        } catch (Unavailable away) {
            LOG.debug("{} of {} is not kept", day, structure, away);
        }
    }

    /** A report that misses a source would be wrong and look right. */
    private List<IndicatorSource> asked() {
        List<IndicatorSource> now = sources;
        List<String> names = now.stream().map(IndicatorSource::name).toList();
        wanted.stream()
                .filter(name -> !name.isEmpty() && !names.contains(name))
                .sorted()
                .findFirst()
                .ifPresent(missing -> {
                    throw new Unavailable(
                            "indicators.source-away", missing + " cannot be counted, it is being replaced");
                });
        return now;
    }

    /** All structures, and what belongs to none. */
    private List<String> structures() {
        List<String> all = new ArrayList<>(List.of(Caller.PLATFORM));
        Caller operator = Caller.operator("indicators", "indicators");
        Optional<String> cursor = Optional.empty();
        do {
            Page<Tenant> page = tenancy.tenants(
                    operator, new PageRequest(PageRequest.MAX_LIMIT, cursor, Optional.empty(), Optional.empty()));
            page.items().forEach(tenant -> all.add(tenant.finess()));
            cursor = page.nextCursor();
        } while (cursor.isPresent());
        return all;
    }
}
