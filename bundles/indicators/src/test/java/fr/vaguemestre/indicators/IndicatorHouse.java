package fr.vaguemestre.indicators;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.event.DomainEvent;
import fr.vaguemestre.api.event.StoredEvent;
import fr.vaguemestre.api.indicators.Indicator;
import fr.vaguemestre.api.indicators.IndicatorSource;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.tenancy.TenancyService;
import fr.vaguemestre.api.tenancy.Tenant;
import fr.vaguemestre.store.TestStore;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One node: the real tables and services on a clock that stands, a source and a receiver in memory. */
final class IndicatorHouse {
    static final String A = "750000001";
    static final String B = "2A0000002";

    final RecordRepository record;
    final MonthRepository months;
    final CountedIndicatorService indicators;
    final SubmissionJob sending;
    final MonthJob job;
    final Taker receiver = new Taker();
    final Steps source = new Steps();
    volatile Instant now = Instant.parse("2026-04-15T10:00:00Z");

    IndicatorHouse(TestStore node) {
        var factory = node.factory("indicators");
        record = new RecordRepository(node.work(), factory, node.pool());
        months = new MonthRepository(node.work(), factory, node.pool());
        var submissions = new SubmissionRepository(node.work(), factory);
        var clock = new Standing();
        sending = new SubmissionJob(submissions, months, clock, receiver);
        var count = new MonthCount(record, months, tenancy(), Set.of("steps"), List.of(source));
        indicators = new CountedIndicatorService(count, months, submissions, record, sending, clock);
        job = new MonthJob(indicators, record, months, submissions, sending, clock, Optional.empty());
    }

    /** A mailbox of that tenant became that. */
    void bal(long event, String tenant, String at, String change, String address, String state) {
        record.add(new StoredEvent(
                event,
                tenant,
                Instant.parse(at),
                new DomainEvent(
                        change,
                        Map.of(
                                "address",
                                address,
                                "domain",
                                address.substring(address.indexOf('@') + 1),
                                "type",
                                "PER",
                                "state",
                                state,
                                "publication",
                                "A_PUBLIER"))));
    }

    private static TenancyService tenancy() {
        Page<Tenant> both = new Page<>(
                List.of(new Tenant(A, "A", List.of(), 0, 0), new Tenant(B, "B", List.of(), 0, 0)), Optional.empty(), 2);
        return (TenancyService) Proxy.newProxyInstance(
                IndicatorHouse.class.getClassLoader(),
                new Class<?>[] {TenancyService.class},
                (self, method, arguments) -> {
                    if (method.getName().equals("tenants")) {
                        return both;
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    /** One step an hour, of each structure. */
    static final class Steps implements IndicatorSource {
        final List<Instant> extra = new ArrayList<>();

        @Override
        public String name() {
            return "steps";
        }

        @Override
        public List<Indicator> count(String tenant, Instant from, Instant until) {
            long hours = java.time.Duration.between(from, until).toHours();
            long more = extra.stream()
                    .filter(at -> !at.isBefore(from) && at.isBefore(until))
                    .count();
            return tenant.equals(Caller.PLATFORM)
                    ? List.of()
                    : List.of(new Indicator("messages.inbound", tenant + ".test", "", hours + more));
        }
    }

    /** A receiver that takes or not. */
    static final class Taker implements Receiver {
        final List<String> taken = new ArrayList<>();
        volatile Optional<Exception> trouble = Optional.empty();

        @Override
        public Receipt deposit(String structure, String month, String digest, String json)
                throws IOException, RefusedException {
            if (trouble.isPresent()) {
                Exception now = trouble.get();
                if (now instanceof RefusedException refused) {
                    throw refused;
                }
                throw new IOException(now.getMessage(), now);
            }
            taken.add(structure + " " + month + " " + digest + " " + json);
            return new Receipt("R-" + taken.size(), Instant.parse("2026-04-15T10:00:01Z"));
        }
    }

    private final class Standing extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
