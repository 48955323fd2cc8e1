package fr.vaguemestre.messages;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.indicators.Indicator;
import fr.vaguemestre.api.messages.TraceEntry;
import fr.vaguemestre.audit.AuditSchema;
import fr.vaguemestre.store.TestStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What is counted in the traces: deliveries by their way, octets, refusals by their cause, sign-ins. */
class TraceIndicatorSourceTest {
    private static final String CH = "310000000";
    private static final TestStore STORE = TestStore.with(new AuditSchema(), new MessagesSchema());
    private static final Addressed ADDRESSED = new Addressed(domain ->
            Optional.ofNullable(Map.of("ch.test", CH, "chu.test", "690000000").get(domain)));

    private final TraceRepository repository =
            new TraceRepository(STORE.work(), STORE.factory("messages"), STORE.pool());
    private final TraceIndicatorSource source = new TraceIndicatorSource(repository);

    @AfterAll
    static void end() {
        STORE.close();
    }

    @Test
    void aDayIsCountedForTheStructureThatItBelongsTo() {
        keep(step("delivery", "delivered", "2.0.0", "a@pair.test", "kit@ch.test", 1_000, Steps.AT));
        keep(step("delivery", "delivered", "2.0.0", "b@pair.test", "ada@ch.test", 500, Steps.AT));
        keep(step("delivery", "delivered", "2.0.0", "kit@ch.test", "a@pair.test", 70, Steps.AT));
        keep(step("delivery", "delivered", "2.0.0", "x@chu.test", "kit@ch.test", 7, Steps.AT));
        keep(step("delivery", "delivered", "2.0.0", "", "kit@ch.test", 3, Steps.AT));
        keep(step("delivery", "deferred", "revoked", "kit@ch.test", "a@revoque.test", 9, Steps.AT));
        keep(step("policy", "refused", "dn-mismatch", "a@pair.test", "kit@ch.test", 0, Steps.AT));
        keep(step("policy", "refused", "dn-mismatch", "a@pair.test", "kit@ch.test", 0, Steps.AT));
        keep(step("filter", "refused", "spam", "a@pair.test", "kit@ch.test", 0, Steps.AT));
        keep(step("quarantine", "held", "spam", "a@pair.test", "kit@ch.test", 0, Steps.AT));
        keep(step("quarantine", "held", "malware", "a@pair.test", "kit@ch.test", 0, Steps.AT));
        keep(step("quarantine", "released", "spam", "a@pair.test", "kit@ch.test", 0, Steps.AT));
        keep(step("sign-in", "accepted", "imap", "", "kit@ch.test", 0, Steps.AT));
        keep(step("sign-in", "accepted", "imap", "", "kit@ch.test", 0, Steps.AT));
        keep(step("sign-in", "refused", "imap", "", "kit@ch.test", 0, Steps.AT));
        keep(step("delivery", "delivered", "2.0.0", "a@pair.test", "ada@chu.test", 11, Steps.AT));
        keep(step(
                "delivery", "delivered", "2.0.0", "a@pair.test", "kit@ch.test", 1, Steps.AT.plus(Duration.ofDays(1))));

        List<Indicator> counted = source.count(CH, Steps.AT, Steps.AT.plus(Duration.ofDays(1)));

        assertThat(counted)
                .containsExactlyInAnyOrder(
                        new Indicator("messages.inbound", "ch.test", "", 2),
                        new Indicator("volume.inbound", "ch.test", "", 1_500),
                        new Indicator("messages.outbound", "ch.test", "", 1),
                        new Indicator("volume.outbound", "ch.test", "", 70),
                        new Indicator("messages.internal", "ch.test", "", 1),
                        new Indicator("volume.internal", "ch.test", "", 7),
                        new Indicator("messages.notice", "ch.test", "", 1),
                        new Indicator("volume.notice", "ch.test", "", 3),
                        new Indicator("refusals.policy", "ch.test", "dn-mismatch", 2),
                        new Indicator("refusals.filter", "ch.test", "spam", 1),
                        new Indicator("held", "ch.test", "spam", 1),
                        new Indicator("held", "ch.test", "malware", 1),
                        new Indicator("connections.imap", "ch.test", "", 2),
                        new Indicator("people.imap", "ch.test", "", 1),
                        new Indicator("connections-refused.imap", "ch.test", "", 1));
    }

    private void keep(TraceEntry step) {
        TraceEntry known = ADDRESSED.of(step);
        assertThat(repository.append(List.of(new TraceRepository.Placed(known, ADDRESSED.way(known)))))
                .isEmpty();
    }

    private static TraceEntry step(
            String stage, String outcome, String cause, String sender, String recipient, long size, Instant at) {
        return new TraceEntry(
                at,
                Caller.PLATFORM,
                stage,
                outcome,
                cause,
                "",
                "",
                Optional.of(sender).filter(text -> !text.isEmpty()),
                Optional.of(recipient),
                Optional.empty(),
                Optional.empty(),
                size == 0 ? Optional.empty() : Optional.of(size));
    }
}
