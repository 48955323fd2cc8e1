package fr.vaguemestre.doctor;

import static fr.vaguemestre.doctor.DoctorHouse.BOX;
import static fr.vaguemestre.doctor.DoctorHouse.NIGHT;
import static fr.vaguemestre.doctor.DoctorHouse.PAIR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.confiance.PeerVerdict.Cause;
import fr.vaguemestre.api.doctor.Diagnosis;
import fr.vaguemestre.api.doctor.DoctorStep;
import fr.vaguemestre.api.doctor.StepKind;
import fr.vaguemestre.api.doctor.StepOwner;
import fr.vaguemestre.api.doctor.StepState;
import fr.vaguemestre.api.messages.TraceEntry;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Forbidden;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.problem.TooMany;
import fr.vaguemestre.audit.AuditSchema;
import fr.vaguemestre.store.TestStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A look as an administrator asks for it: the right, the limits, the trail, and the message there and back. */
class PeerDoctorTest {
    private static final TestStore STORE = TestStore.with(new AuditSchema(), new DoctorSchema());

    private final DoctorHouse house =
            new DoctorHouse(STORE, Map.of("range", "on", "mailbox", BOX, "answerSeconds", 1, "looksPerMinute", 3));
    private final Caller admin = TestStore.superAdmin();

    @AfterAll
    static void end() {
        STORE.close();
    }

    @BeforeEach
    void fresh() {
        STORE.tamper("TRUNCATE vm.doctor_round, vm.doctor_finding, vm.audit_entry, vm.audit_head");
        house.peers.put(PAIR, Cause.READY);
    }

    private static DoctorStep message(Diagnosis diagnosis) {
        return diagnosis.steps().getLast();
    }

    @Test
    void aGoodPeerPassesEveryStepAndAnswers() {
        Diagnosis found = house.doctor.look(admin, " PAIR.mssante.test");

        assertThat(found.isGood()).isTrue();
        assertThat(found.domain()).isEqualTo(PAIR);
        assertThat(found.steps()).extracting(DoctorStep::state).containsOnly(StepState.OK);
        assertThat(found.steps().getFirst().detail()).isEqualTo("CN=mx." + PAIR);
        assertThat(message(found).detail()).isEqualTo("echo@" + PAIR + " answered");
        assertThat(house.sent)
                .singleElement()
                .satisfies(sent -> assertThat(sent.to().getFirst().address()).isEqualTo("echo@" + PAIR));
        assertThat(house.writers).singleElement().satisfies(writer -> {
            assertThat(writer.subject()).isEqualTo("u-1");
            assertThat(writer.mailboxes()).containsExactly(BOX);
        });
        assertThat(STORE.look("SELECT action || ' ' || object FROM vm.audit_entry"))
                .isEqualTo("doctor.look " + PAIR);
    }

    @Test
    void itIsForSuperAdministratorsAndNothingIsAskedForOthers() {
        Caller other = TestStore.domainAdmin("750000001", "ch.mssante.test");
        assertThatThrownBy(() -> house.doctor.look(other, PAIR)).isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> house.doctor.history(other, PageRequest.first()))
                .isInstanceOf(Forbidden.class);
        assertThatThrownBy(() -> house.doctor.beginRound(other)).isInstanceOf(Forbidden.class);
        assertThat(house.forgotten).isEmpty();
        assertThat(STORE.look("SELECT count(*) FROM vm.audit_entry")).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "pair", "-a.test", "a..test", "a.test/b", "é.test", "a.test;b", "a b.test"})
    void whatIsNoDomainIsRefused(String domain) {
        assertThatThrownBy(() -> house.doctor.look(admin, domain))
                .isInstanceOfSatisfying(
                        Invalid.class, refused -> assertThat(refused.errors()).hasSize(1));
    }

    @Test
    void itsDoorIsKnockedAtOnceAMinuteAndOneMessageGoesThere() {
        house.doctor.look(admin, PAIR);
        Diagnosis again = house.doctor.look(admin, PAIR);

        assertThat(house.forgotten).containsExactly(PAIR);
        assertThat(house.sent).hasSize(1);
        assertThat(message(again).cause()).contains("message-too-soon");
        assertThat(again.isGood()).isTrue();
    }

    @Test
    void whoLooksTooOftenWaitsAndUnlistedDomainsAreNotCounted() {
        house.doctor.look(admin, "personne.mssante.test");
        for (int i = 0; i < 3; i++) {
            house.doctor.look(admin, PAIR);
        }
        assertThatThrownBy(() -> house.doctor.look(admin, PAIR))
                .isInstanceOfSatisfying(
                        TooMany.class, refused -> assertThat(refused.code()).isEqualTo("doctor.too-many"));
        assertThat(house.doctor
                        .look(admin, "personne.mssante.test")
                        .steps()
                        .getFirst()
                        .cause())
                .contains("domain-unlisted");
    }

    @Test
    void whoCannotBeReachedGetsNoMessage() {
        house.peers.put(PAIR, Cause.REVOKED);
        Diagnosis found = house.doctor.look(admin, PAIR);
        assertThat(found.steps())
                .filteredOn(step -> step.state() == StepState.FAILED)
                .singleElement()
                .satisfies(step -> {
                    assertThat(step.kind()).isEqualTo(StepKind.CRL);
                    assertThat(step.detail()).isEqualTo("seen revoked");
                });
        assertThat(message(found).state()).isEqualTo(StepState.NOT_TRIED);
        assertThat(house.sent).isEmpty();
    }

    @Test
    void withoutAnEchoOrAMailboxOfOursItIsSaidPlainly() {
        house.peers.put("autre.mssante.test", Cause.READY);
        assertThat(message(house.doctor.look(admin, "autre.mssante.test")).cause())
                .contains("no-echo");
        var bare = new DoctorHouse(STORE, Map.of("range", "on"));
        bare.peers.put(PAIR, Cause.READY);
        assertThat(message(bare.doctor.look(admin, PAIR)).cause()).contains("no-mailbox");
        var unknown = new DoctorHouse(STORE, Map.of("range", "on", "mailbox", "inconnue@ch.mssante.test"));
        unknown.peers.put(PAIR, Cause.READY);
        assertThat(message(unknown.doctor.look(admin, PAIR)).cause()).contains("no-mailbox");
        var real = new DoctorHouse(STORE, Map.of("range", "off", "mailbox", BOX));
        real.peers.put(PAIR, Cause.READY);
        assertThat(message(real.doctor.look(admin, PAIR)).cause())
                .as("the range's echo is not for service")
                .contains("no-echo");
        house.messages.webmails = List.of();
        assertThat(message(house.doctor.look(admin, PAIR)).cause()).contains("webmail-away");
    }

    @ParameterizedTest
    @CsvSource({"delivered,no-answer", "deferred,message-deferred", "bounced,message-bounced", "none,no-answer"})
    void noAnswerIsExplainedByOurTrace(String outcome, String cause) {
        house.echoAnswers = false;
        if (!outcome.equals("none")) {
            house.steps.add(new TraceEntry(
                    NIGHT,
                    "750000001",
                    "delivery",
                    outcome,
                    "4.2.0",
                    "said by the server",
                    "mx",
                    Optional.of(BOX),
                    Optional.of("echo@" + PAIR),
                    Optional.of("<1@ch.mssante.test>"),
                    Optional.of("Q1")));
        }
        Diagnosis found = house.doctor.look(admin, PAIR);
        assertThat(message(found).cause()).contains(cause);
        assertThat(message(found).who()).contains(StepOwner.THEM);
        assertThat(found.isGood()).isFalse();
    }
}
