package fr.vaguemestre.indicators;

import static fr.vaguemestre.indicators.IndicatorHouse.A;
import static fr.vaguemestre.indicators.IndicatorHouse.B;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.indicators.Indicator;
import fr.vaguemestre.api.indicators.MonthReport;
import fr.vaguemestre.api.indicators.Submission;
import fr.vaguemestre.api.problem.Conflict;
import fr.vaguemestre.api.problem.Forbidden;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.audit.AuditSchema;
import fr.vaguemestre.store.TestStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Months on a real PostgreSQL: the same octets again, closed once on two nodes, caught up, handed in until taken. */
class IndicatorServiceTest {
    private static final YearMonth MARCH = YearMonth.of(2026, 3);
    private static final YearMonth APRIL = YearMonth.of(2026, 4);
    private static final TestStore STORE = TestStore.with(new AuditSchema(), new IndicatorsSchema());
    private static final TestStore OTHER = STORE.secondNode();

    private final IndicatorHouse house = new IndicatorHouse(STORE);
    private final Caller ofA = TestStore.domainAdmin(A);
    private final Caller all = TestStore.superAdmin();

    @AfterAll
    static void end() {
        OTHER.close();
        STORE.close();
    }

    @BeforeEach
    void someRecord() {
        STORE.tamper("TRUNCATE vm.indicators_bal, vm.indicators_minute, vm.indicators_day, vm.indicators_month,"
                + " vm.indicators_submission, vm.audit_entry, vm.audit_head");
        house.bal(1, A, "2026-03-30T10:00:00Z", "bal.created", "kit@a.test", "CREEE");
        house.bal(2, A, "2026-03-30T11:00:00Z", "bal.changed", "kit@a.test", "ACTIVE");
        house.bal(3, A, "2026-03-31T11:00:00Z", "bal.created", "ada@a.test", "CREEE");
        house.bal(3, A, "2026-03-31T11:00:00Z", "bal.created", "ada@a.test", "CREEE");
        house.bal(4, A, "2026-03-31T22:30:00Z", "bal.closed", "ada@a.test", "FERMEE");
        house.bal(5, B, "2026-03-31T21:59:00Z", "bal.created", "bob@b.test", "CREEE");
        house.record.add(Instant.parse("2026-03-31T08:00:30Z"), "UP");
        house.record.add(Instant.parse("2026-03-31T08:00:59Z"), "DOWN");
        house.record.add(Instant.parse("2026-03-31T08:01:00Z"), "DEGRADED");
    }

    @Test
    void mailboxesAreCountedByTheirLastStateAndDaysAddUp() {
        MonthReport march = house.indicators.month(ofA, MARCH);

        assertThat(march.closed()).isFalse();
        assertThat(total(march, "messages.inbound", "")).isEqualTo(48);
        assertThat(total(march, "bal-created", "PER")).isEqualTo(2);
        assertThat(total(march, "bal-closed", "PER"))
                .as("closed after midnight in France")
                .isZero();
        assertThat(total(march, "bal.state", "PER/ACTIVE")).isEqualTo(1);
        assertThat(total(march, "bal.state", "PER/CREEE")).isEqualTo(1);
        assertThat(total(march, "availability.minutes", "")).isEqualTo(14 * 60);
        assertThat(total(march, "availability.up", ""))
                .as("what was noted first counts")
                .isEqualTo(1);
        assertThat(total(march, "availability.degraded", "")).isEqualTo(1);
        assertThat(total(house.indicators.month(ofA, APRIL), "bal-closed", "PER"))
                .isEqualTo(1);
        assertThat(march.csv()).startsWith("month;structure;day;name;domain;key;value\r\n2026-03;" + A + ";;");
        assertThat(march.json()).doesNotContain("b.test");
        assertThat(total(house.indicators.month(all, MARCH), "bal-created", "PER"))
                .isEqualTo(2);
    }

    @Test
    void aMonthGivesTheSameOctetsAgain() {
        MonthReport first = house.indicators.month(ofA, MARCH);
        assertThat(house.indicators.month(ofA, MARCH)).as("with its days kept").isEqualTo(first);
        assertThat(house.indicators.recount(ofA, MARCH)).isEqualTo(first);
        house.indicators.close(A, MARCH);
        MonthReport closed = house.indicators.month(ofA, MARCH);
        assertThat(closed.closed()).isTrue();
        assertThat(house.indicators.recount(ofA, MARCH).octets()).isEqualTo(closed.octets());
        assertThat(house.indicators.recount(ofA, MARCH).csv()).isEqualTo(closed.csv());
        house.source.extra.add(Instant.parse("2026-03-31T09:00:00Z"));
        assertThat(house.indicators.month(ofA, MARCH)).as("closed is closed").isEqualTo(closed);
        assertThat(house.indicators.recount(ofA, MARCH).digest()).isNotEqualTo(closed.digest());
    }

    @Test
    @Tag("fault-45")
    void theJobClosesOnceOnTwoNodesAndCatchesUp() throws Exception {
        var other = new IndicatorHouse(OTHER);
        house.now = Instant.parse("2026-04-01T00:59:59Z");
        house.job.closeWhatIsDue();
        assertThat(closings()).isEqualTo("0");
        house.now = Instant.parse("2026-04-01T01:00:00Z");
        other.now = house.now;
        List<Thread> nodes = new ArrayList<>();
        for (IndicatorHouse node : List.of(house, other)) {
            nodes.add(Thread.ofPlatform().start(node.job::closeWhatIsDue));
        }
        for (Thread node : nodes) {
            node.join();
        }
        assertThat(closings()).as("A, B and the operator").isEqualTo("3");
        house.now = Instant.parse("2026-07-02T00:00:00Z");
        house.job.closeWhatIsDue();
        other.job.closeWhatIsDue();
        assertThat(closings()).as("and April to June after an outage").isEqualTo("12");
        assertThat(STORE.look("SELECT count(*) FROM vm.indicators_month")).isEqualTo("12");
        assertThat(STORE.look(
                        "SELECT string_agg(month, ' ' ORDER BY month) FROM vm.indicators_submission WHERE tenant = '"
                                + Caller.PLATFORM + "'"))
                .isEqualTo("2026-03 2026-04 2026-05 2026-06");
        house.sending.handIn();
        other.sending.handIn();
        assertThat(house.receiver.taken).hasSize(4);
        assertThat(other.receiver.taken).isEmpty();
    }

    @Test
    void aSubmissionIsTriedAgainUntilThereIsAReceipt() throws InterruptedException {
        house.receiver.trouble = Optional.of(new IOException("hung up"));
        Submission begun = house.indicators.submit(ofA, MARCH);
        assertThat(begun.state()).isEqualTo(Submission.State.PENDING);
        house.sending.handIn();
        Submission waiting = submission();
        assertThat(waiting.attempts()).isEqualTo(1);
        assertThat(waiting.detail()).isEqualTo("hung up");
        assertThat(waiting.nextAttempt()).contains(house.now.plusSeconds(5));
        house.sending.handIn();
        assertThat(submission().attempts()).as("not before its time").isEqualTo(1);
        house.now = house.now.plusSeconds(5);
        house.sending.handIn();
        assertThat(submission().nextAttempt()).contains(house.now.plusSeconds(10));

        house.receiver.trouble = Optional.empty();
        house.now = house.now.plus(Duration.ofHours(1));
        house.sending.handIn();

        Submission taken = submission();
        assertThat(taken.state()).isEqualTo(Submission.State.ACCEPTED);
        assertThat(taken.receipt()).contains("R-1");
        MonthReport march = house.indicators.month(ofA, MARCH);
        assertThat(taken.digest()).isEqualTo(march.digest());
        assertThat(house.receiver.taken).containsExactly(A + " 2026-03 " + march.digest() + " " + march.json());
        assertThat(house.indicators.submit(ofA, MARCH)).as("taken is taken").isEqualTo(taken);
        assertThat(STORE.look("SELECT string_agg(action, ' ' ORDER BY sequence) FROM vm.audit_entry WHERE tenant = '"
                        + A + "'"))
                .isEqualTo("indicators.close indicators.submit indicators.attempt indicators.delayed indicators.attempt"
                        + " indicators.delayed indicators.attempt indicators.accepted indicators.submit");
    }

    @Test
    void whatIsRefusedWaitsForSomebody() throws InterruptedException {
        house.receiver.trouble = Optional.of(new Receiver.RefusedException("422 unknown structure"));
        house.indicators.submit(ofA, MARCH);
        house.sending.handIn();
        assertThat(submission().state()).isEqualTo(Submission.State.REFUSED);
        assertThat(submission().detail()).isEqualTo("422 unknown structure");
        house.receiver.trouble = Optional.empty();
        house.sending.handIn();
        assertThat(house.receiver.taken).isEmpty();
        house.indicators.submit(ofA, MARCH);
        house.sending.handIn();
        assertThat(submission().state()).isEqualTo(Submission.State.ACCEPTED);
    }

    @Test
    void monthsThatAreNotThereAreToldApart() {
        assertThatThrownBy(() -> house.indicators.month(ofA, YearMonth.of(2026, 2)))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> house.indicators.month(ofA, YearMonth.of(9999, 1)))
                .isInstanceOf(NotFound.class);
        house.now = Instant.parse("2026-03-31T21:59:59Z");
        assertThatThrownBy(() -> house.indicators.submit(ofA, MARCH)).isInstanceOf(Conflict.class);
        assertThatThrownBy(() -> house.indicators.month(TestStore.user(A), MARCH))
                .isInstanceOf(Forbidden.class);
        assertThat(house.indicators.months(ofA)).last().isEqualTo(MARCH);
    }

    private Submission submission() {
        return house.indicators.submission(ofA, MARCH).orElseThrow();
    }

    private static String closings() {
        return STORE.look("SELECT count(*) FROM vm.audit_entry WHERE action = 'indicators.close'");
    }

    private static long total(MonthReport report, String name, String key) {
        return report.totals().stream()
                .filter(figure -> figure.name().equals(name) && figure.key().equals(key))
                .mapToLong(Indicator::value)
                .sum();
    }
}
