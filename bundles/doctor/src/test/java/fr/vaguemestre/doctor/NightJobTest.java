package fr.vaguemestre.doctor;

import static fr.vaguemestre.doctor.DoctorHouse.PAIR;
import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.confiance.PeerVerdict.Cause;
import fr.vaguemestre.api.doctor.PeerFinding;
import fr.vaguemestre.api.doctor.StepState;
import fr.vaguemestre.api.messages.Correspondent;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.audit.AuditSchema;
import fr.vaguemestre.store.TestStore;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.hc.api.Result;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rounds over the most used peers: once a night, kept, and loud when a peer that worked fails. */
class NightJobTest {
    private static final String OTHER = "autre.mssante.test";
    private static final TestStore STORE = TestStore.with(new AuditSchema(), new DoctorSchema());
    private static final TestStore SECOND = STORE.secondNode();
    private static final Duration DAY = Duration.ofDays(1);

    private final DoctorHouse house = new DoctorHouse(STORE, Map.of("historyDays", 3));
    private final Caller admin = TestStore.superAdmin();

    @AfterAll
    static void end() {
        SECOND.close();
        STORE.close();
    }

    @BeforeEach
    void twoPeers() {
        STORE.tamper("TRUNCATE vm.doctor_round, vm.doctor_finding, vm.audit_entry, vm.audit_head");
        house.most.addAll(List.of(new Correspondent(PAIR, 12), new Correspondent(OTHER, 3)));
        house.peers.putAll(Map.of(PAIR, Cause.READY, OTHER, Cause.NO_TLS));
    }

    private Page<PeerFinding> history() {
        return house.doctor.history(admin, PageRequest.first());
    }

    private void nextNight() {
        house.clock.forward(DAY);
        house.night.roundOfTheNight();
    }

    private Result health() {
        return new PeersCheck(house.night).execute();
    }

    @Test
    void aNightHasOneRoundOnWhicheverNode() {
        house.night.roundOfTheNight();
        var second = new DoctorHouse(SECOND, Map.of());
        second.most.addAll(house.most);
        second.night.roundOfTheNight();
        house.clock.forward(Duration.ofHours(1));
        house.night.roundOfTheNight();

        assertThat(STORE.look("SELECT count(*) FROM vm.doctor_round WHERE ended_at IS NOT NULL"))
                .isEqualTo("1");
        assertThat(history().items()).hasSize(2);
        assertThat(history().items().getLast()).satisfies(finding -> {
            assertThat(finding.diagnosis().domain()).isEqualTo(PAIR);
            assertThat(finding.diagnosis().isGood()).isTrue();
            assertThat(finding.messages()).isEqualTo(12);
            assertThat(finding.worked()).isEmpty();
        });
        assertThat(STORE.look("SELECT string_agg(action, ' ' ORDER BY sequence) FROM vm.audit_entry"))
                .isEqualTo("doctor.round doctor.found");
    }

    @Test
    void twoNodesThatBeginAtOnceAreToldApartByTheDatabase() {
        var night = Optional.of(LocalDate.of(2026, 11, 30));
        assertThat(house.findings.begin(admin, night, house.clock.instant())).isPresent();
        assertThat(new DoctorHouse(SECOND, Map.of()).findings.begin(admin, night, house.clock.instant()))
                .isEmpty();
    }

    @Test
    void byDayNothingIsLookedAtUnlessSomebodyAsks() {
        house.clock.forward(Duration.ofHours(10));
        house.night.roundOfTheNight();
        assertThat(history().total()).isZero();
        house.night.round(admin, Optional.empty());
        house.night.round(admin, Optional.empty());
        assertThat(history().total()).isEqualTo(4);
    }

    @Test
    void whileNobodyKnowsWhereMailGoesTheNightIsNotSpent() {
        house.night.traces = List.of();
        house.night.roundOfTheNight();
        assertThat(STORE.look("SELECT count(*) FROM vm.doctor_round")).isEqualTo("0");
    }

    @Test
    void aPeerThatWorkedAndFailsIsToldUntilARoundFindsItGood() {
        house.night.roundOfTheNight();
        assertThat(health().getStatus()).isEqualTo(Result.Status.OK);

        house.peers.put(PAIR, Cause.REVOKED);
        nextNight();
        assertThat(health().getStatus()).as("a fault of theirs").isEqualTo(Result.Status.OK);
        assertThat(health().toString()).contains(PAIR + " (revoked)").doesNotContain(OTHER);
        assertThat(house.night.standing().fallen()).singleElement().satisfies(finding -> {
            assertThat(finding.worked()).contains(DoctorHouse.NIGHT);
            assertThat(finding.diagnosis().steps())
                    .filteredOn(step -> step.state() == StepState.FAILED)
                    .singleElement()
                    .satisfies(step -> assertThat(step.advice()).isPresent());
        });

        var second = new DoctorHouse(SECOND, Map.of());
        assertThat(second.findings.standing().fallen()).as("on every node").hasSize(1);

        house.peers.put(PAIR, Cause.READY);
        nextNight();
        assertThat(house.night.standing().fallen()).isEmpty();
        assertThat(health().toString()).doesNotContain(PAIR);
    }

    @Test
    void troubleOfOursSaysNothingAboutAPeer() {
        house.night.roundOfTheNight();
        house.peers.put(PAIR, Cause.CRL_EXPIRED);
        nextNight();
        assertThat(house.night.standing().fallen()).isEmpty();
    }

    @Test
    void whatIsOldIsForgottenAndTheRestIsFoundByPagesAndByName() {
        for (int i = 0; i < 6; i++) {
            nextNight();
        }
        assertThat(STORE.look("SELECT count(*) FROM vm.doctor_round")).isEqualTo("4");
        assertThat(history().total()).isEqualTo(8);
        var first = house.doctor.history(admin, page(5, Optional.empty(), ""));
        var rest = house.doctor.history(admin, page(5, first.nextCursor(), ""));
        assertThat(first.items()).hasSize(5);
        assertThat(rest.items()).hasSize(3);
        assertThat(rest.nextCursor()).isEmpty();
        assertThat(house.doctor
                        .history(admin, page(50, Optional.empty(), "AUTRE"))
                        .items())
                .hasSize(4)
                .allSatisfy(finding -> assertThat(finding.diagnosis().domain()).isEqualTo(OTHER));
    }

    private static PageRequest page(int limit, Optional<String> cursor, String text) {
        return new PageRequest(limit, cursor, Optional.of(text), Optional.empty());
    }
}
