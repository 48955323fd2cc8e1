package fr.vaguemestre.annuaire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.vaguemestre.api.annuaire.DirectoryPublication;
import fr.vaguemestre.api.bal.BalState;
import fr.vaguemestre.api.bal.BalType;
import fr.vaguemestre.api.bal.Publication.State;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Conflict;
import fr.vaguemestre.api.problem.Forbidden;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.range.Fault;
import fr.vaguemestre.store.TestStore;
import fr.vaguemestre.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PublicationTest {
    private static final String RPPS = "99700218896";

    private TestHouse house;
    private OutboxPublicationService publications;

    @BeforeEach
    void open() throws Exception {
        house = new TestHouse();
        publications = house.publications("fhir-patch");
    }

    @AfterEach
    void close() throws Exception {
        publications.close();
        house.close();
    }

    @Test
    void aMailboxIsPublishedChangedAndTakenOut() throws Exception {
        house.mailbox(TestHouse.org("cardio", "Cardiologie", 1));
        want("cardio");
        reaches("cardio", State.ACCEPTEE);
        assertThat(house.directory.published())
                .containsExactly("Organization/310000000 cardio@ch.mssante.test Cardiologie");

        house.mailbox(TestHouse.org("cardio", "Cardiologie 2", 2));
        want("cardio");
        Await.until(
                "changed", 30, () -> held().contains("Organization/310000000 cardio@ch.mssante.test Cardiologie 2"));
        assertThat(held()).hasSize(1);

        house.mailbox(TestHouse.bal("cardio", BalType.ORG, Optional.empty(), "", false, BalState.FERMEE, 3));
        want("cardio");
        reaches("cardio", State.RETIREE);
        assertThat(house.directory.published()).isEmpty();
    }

    @Test
    void theRedListIsNeverTold() {
        house.mailbox(TestHouse.bal("rouge", BalType.ORG, Optional.empty(), "", true, BalState.ACTIVE, 1));
        want("rouge");
        house.mailbox(TestHouse.org("blanc", "x", 1));
        want("blanc");
        reaches("blanc", State.ACCEPTEE);
        assertThat(held()).noneMatch(line -> line.contains("rouge"));
    }

    @Test
    @Tag("fault-37")
    void anAnswerThatGotLostMakesNoSecondPublication() throws Exception {
        house.directory.fault(Fault.ANNUAIRE_TIMEOUT_AFTER_COMMIT, true);
        house.mailbox(TestHouse.per("kit.doc", RPPS, 1));
        want("kit.doc");
        Await.until("the directory was told", 30, () -> !held().isEmpty());
        Await.until(
                "and did not answer",
                30,
                () -> one("kit.doc").attempts() > 0 && one("kit.doc").code().isPresent());
        assertThat(one("kit.doc").state()).isEqualTo(State.A_PUBLIER);
        house.directory.fault(Fault.ANNUAIRE_TIMEOUT_AFTER_COMMIT, false);
        reaches("kit.doc", State.ACCEPTEE);
        assertThat(held()).hasSize(1);
    }

    @Test
    @Tag("fault-37")
    void whileTheDirectoryIsAwayPublicationsWait() throws Exception {
        house.directory.fault(Fault.ANNUAIRE_DOWN, true);
        house.mailbox(TestHouse.org("attente", "x", 1));
        want("attente");
        Await.until("tried", 30, () -> one("attente").code().equals(Optional.of("unavailable")));
        assertThat(one("attente").nextAttemptAt()).isPresent();
        house.directory.fault(Fault.ANNUAIRE_DOWN, false);
        reaches("attente", State.ACCEPTEE);
    }

    @Test
    void aRefusalTellsWhatToDoInBothLanguagesAndCanBeTriedAgain() throws Exception {
        house.directory.fault(Fault.ANNUAIRE_PARTIAL, true);
        house.mailbox(TestHouse.org("refus", "Cardio", 1));
        want("refus");
        reaches("refus", State.A_CORRIGER);
        DirectoryPublication refused =
                publications.get(TestHouse.admin(), one("refus").id());
        assertThat(refused.code()).contains("refused-line");
        assertThat(refused.detail().orElseThrow()).contains("service");
        assertThat(refused.fix().orElseThrow().fr()).contains("corrigez");
        assertThat(refused.fix().orElseThrow().en()).contains("correct");
        assertThat(refused.lines()).singleElement().satisfies(line -> assertThat(line.state())
                .isEqualTo(State.A_CORRIGER));

        house.directory.fault(Fault.ANNUAIRE_PARTIAL, false);
        publications.retry(TestHouse.admin(), refused.id());
        reaches("refus", State.ACCEPTEE);
        assertThatThrownBy(() -> publications.retry(TestHouse.admin(), refused.id()))
                .isInstanceOf(Conflict.class);
    }

    @Test
    void aProfessionalThatTheDirectoryDoesNotKnowIsForAPerson() {
        house.mailbox(TestHouse.per("inconnu", "99799000000", 1));
        want("inconnu");
        reaches("inconnu", State.A_CORRIGER);
        assertThat(one("inconnu").code()).contains("carrier-unknown");
    }

    @Test
    void aHospitalSeesItsOwnPublicationsOnly() {
        house.mailbox(TestHouse.org("prive", "x", 1));
        want("prive");
        reaches("prive", State.ACCEPTEE);
        String id = one("prive").id();
        var stranger = TestStore.domainAdmin("690000000", "chu.mssante.test");
        var neighbour = TestStore.domainAdmin(TestHouse.TENANT, "autre.mssante.test");
        for (var other : new fr.vaguemestre.api.access.Caller[] {stranger, neighbour}) {
            assertThat(publications
                            .list(other, Optional.empty(), PageRequest.first())
                            .items())
                    .isEmpty();
            assertThatThrownBy(() -> publications.get(other, id)).isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> publications.retry(other, id)).isInstanceOf(NotFound.class);
        }
        assertThatThrownBy(() -> publications.list(
                        TestStore.user(TestHouse.TENANT, "prive@ch.mssante.test"),
                        Optional.empty(),
                        PageRequest.first()))
                .isInstanceOf(Forbidden.class);
        assertThat(publications
                        .list(TestStore.superAdmin(), Optional.of(State.ACCEPTEE), PageRequest.first())
                        .total())
                .isEqualTo(1);
    }

    @Test
    void byFilesTheReportDecides() throws Exception {
        publications.close();
        publications = house.publications("file");
        house.mailbox(TestHouse.per("fichier", RPPS, 1));
        house.mailbox(TestHouse.org("mauvais", "=SUM(1)", 1));
        want("fichier");
        want("mauvais");
        reaches("fichier", State.DEPOSEE);
        reaches("mauvais", State.DEPOSEE);
        Path deposits = house.work().resolve("depots");
        try (Stream<Path> files = Files.list(deposits)) {
            assertThat(files.map(PublicationTest::text)).hasSize(2).anyMatch(text -> text.contains("\"'=SUM(1)\""));
        }
        Files.writeString(
                house.work().resolve("comptes-rendus/1.csv"),
                """
                cle;verdict;code;libelle
                "fichier@ch.mssante.test;1";OK;;
                "mauvais@ch.mssante.test;1";KO;S12;service inconnu
                "rien@x;1";OK;;
                """);
        reaches("fichier", State.ACCEPTEE);
        reaches("mauvais", State.A_CORRIGER);
        assertThat(one("mauvais").code()).contains("S12");
        assertThat(one("mauvais").fix()).isPresent();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private void want(String local) {
        publications.want(TestHouse.TENANT, local + "@" + TestHouse.DOMAIN);
    }

    private void reaches(String local, State state) {
        Await.until(
                local + " " + state,
                40,
                () -> one(local).state() == state && one(local).nextAttemptAt().isEmpty());
    }

    private DirectoryPublication one(String local) {
        return publications
                .list(
                        TestHouse.admin(),
                        Optional.empty(),
                        new PageRequest(10, Optional.empty(), Optional.of(local + "@"), Optional.empty()))
                .items()
                .getFirst();
    }

    private java.util.List<String> held() {
        try {
            return house.directory.published();
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
