package fr.vaguemestre.annuaire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.vaguemestre.api.annuaire.DirectoryAnswer;
import fr.vaguemestre.api.annuaire.DirectoryBox;
import fr.vaguemestre.api.annuaire.DirectoryPerson;
import fr.vaguemestre.api.annuaire.DirectoryQuery;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Forbidden;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.range.Fault;
import fr.vaguemestre.range.TestDirectory;
import fr.vaguemestre.store.TestStore;
import fr.vaguemestre.testkit.Await;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CopyTest {
    private static final Instant DAY = Instant.parse("2026-11-22T05:00:00Z");
    private static final List<String> KNOWN = List.of(
            TestDirectory.person(
                    "helene.francois@a.mssante.test",
                    "10000000001",
                    "Hélène",
                    "FRANÇOIS",
                    "10|Médecin|SM04|Cardiologie"),
            TestDirectory.person(
                    "h.francois@b.mssante.test", "10000000001", "Hélène", "FRANÇOIS", "10|Médecin|SM04|Cardiologie"),
            TestDirectory.person("jean.dupont@a.mssante.test", "10000000002", "Jean", "DUPONT", "60|Infirmier||"),
            TestDirectory.person("jaen.autre@a.mssante.test", "10000000003", "Jaen", "AUTREMENT", "60|Infirmier||"),
            TestDirectory.unit("urgences@a.mssante.test", "URGENCES ADULTES"),
            TestDirectory.unit("urgences@a.mssante.test", "URGENCES ADULTES"));

    private TestHouse house;
    private ExtractionJob job;
    private MergedDirectoryService directory;

    @BeforeEach
    void open() throws Exception {
        house = new TestHouse();
        house.directory.serve(500, KNOWN, DAY);
        job = new ExtractionJob(house.config, house.copies(), Clock.systemUTC());
        directory = new MergedDirectoryService(job);
        directory.sources = List.of(new ExtractionDirectory(house.searches()));
        Await.until(
                "a first copy",
                60,
                () -> job.copy().asOf().isPresent() && !job.copy().running());
    }

    @AfterEach
    void close() throws Exception {
        job.close();
        house.close();
    }

    @Test
    void peopleAreFoundByWordsBeginningsAndWithSlips() {
        for (String typed : List.of(
                "Hélène François",
                "helene francois",
                "FRANCOIS hel",
                "francios helene",
                "helenne francois",
                "h.francois@b.mssante.test")) {
            assertThat(names(typed)).as(typed).containsExactly("Hélène FRANÇOIS");
        }
        assertThat(names("jaen dupont")).containsExactly("Jean DUPONT");
        assertThat(names("urgences adultes")).contains("URGENCES ADULTES");
        assertThat(names("xyzzyxyzzy")).isEmpty();
        assertThat(names("o'neil & (foo | bar) :* \\ !")).isEmpty();
    }

    @Test
    void onePersonIsShownOnceWithAllItsMailboxes() {
        DirectoryAnswer found = search("helene francois");
        assertThat(found.items()).singleElement().satisfies(person -> {
            assertThat(person.boxes())
                    .extracting(DirectoryBox::address)
                    .containsExactly("h.francois@b.mssante.test", "helene.francois@a.mssante.test");
            assertThat(person.rpps()).isEqualTo("10000000001");
            assertThat(person.profession()).isEqualTo("Médecin");
        });
        assertThat(search("urgences@a.mssante.test").items())
                .singleElement()
                .satisfies(service -> assertThat(service.boxes()).hasSize(1));
        assertThat(found.asOf()).isEqualTo(job.copy().asOf());
        assertThat(found.missing()).isEmpty();
    }

    @Test
    void profesionCityAndStructureNarrowTheSearch() {
        String city =
                search("jean dupont").items().getFirst().boxes().getFirst().city();
        assertThat(filtered(Optional.of("jean"), Optional.of("infirmier"), Optional.of(city), Optional.empty()))
                .contains("Jean DUPONT");
        assertThat(filtered(Optional.of("dupont"), Optional.of("médecin"), Optional.empty(), Optional.empty()))
                .doesNotContain("Jean DUPONT");
        assertThat(filtered(Optional.empty(), Optional.of("cardiologie"), Optional.empty(), Optional.of("310000000")))
                .contains("Hélène FRANÇOIS");
    }

    @Test
    void aNumberWithAnotherDigitIsAnothers() {
        assertThat(filtered(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of("310000000")))
                .isNotEmpty();
        for (String other : List.of("310000001", "301000000", "3100000000", "2a0000000")) {
            assertThat(filtered(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(other)))
                    .as(other)
                    .doesNotContain("Hélène FRANÇOIS");
        }
        assertThat(names("10000000001")).contains("Hélène FRANÇOIS");
        assertThat(names("10000000002")).doesNotContain("Hélène FRANÇOIS");
    }

    @Test
    void pagesFollowEachOtherAndNothingAskedForIsRefused() {
        var page = new PageRequest(3, Optional.empty(), Optional.empty(), Optional.empty());
        DirectoryAnswer first = directory.search(TestStore.superAdmin(), DirectoryQuery.of("infirmier"), page);
        DirectoryAnswer second = directory.search(
                TestStore.superAdmin(),
                DirectoryQuery.of("infirmier"),
                new PageRequest(3, first.nextCursor(), Optional.empty(), Optional.empty()));
        assertThat(first.items()).hasSize(3);
        assertThat(second.items()).hasSize(3).doesNotContainAnyElementsOf(first.items());
        assertThatThrownBy(() -> search(" - ")).isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> directory.refresh(TestStore.domainAdmin("310000000", "x"), false))
                .isInstanceOf(Forbidden.class);
    }

    @Test
    void aFileThatIsNotWholeOrNotOneChangesNothing() throws Exception {
        byte[] whole = TestDirectory.extraction(500, List.of());
        byte[] renamed = zipped("Type de BAL|Autre chose\nPER|x\n");
        for (byte[] bad : List.of(
                Arrays.copyOf(whole, whole.length / 2),
                "<html>".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                renamed)) {
            house.directory.serve(bad);
            job.ask(false);
            Await.until(
                    "refused",
                    60,
                    () -> job.copy().lastFailure().isPresent() && !job.copy().running());
            assertThat(names("helene francois")).hasSize(1);
            house.directory.serve(500, KNOWN, DAY);
            job.ask(false);
            Await.until(
                    "good again",
                    60,
                    () -> job.copy().lastFailure().isEmpty() && !job.copy().running());
        }
    }

    @Test
    void aFileThatLostManyLinesIsHeldUntilAPersonTakesIt() throws Exception {
        house.directory.serve(50, KNOWN, DAY);
        job.ask(false);
        Await.until("held", 60, () -> job.copy()
                .lastFailure()
                .filter(why -> why.contains("held"))
                .isPresent());
        assertThat(job.copy().rows()).isEqualTo(506);
        directory.refresh(TestStore.superAdmin(), true);
        Await.until("taken", 60, () -> job.copy().rows() == 56 && !job.copy().running());
        assertThat(names("helene francois")).hasSize(1);
    }

    @Test
    void whileTheDirectoryIsAwayTheCopyAnswersAndItsAgeIsTold() throws Exception {
        house.directory.fault(Fault.ANNUAIRE_DOWN, true);
        job.ask(false);
        Await.until(
                "the failure is told",
                60,
                () -> job.copy().lastFailure().isPresent() && !job.copy().running());
        DirectoryAnswer found = search("helene francois");
        assertThat(found.items()).hasSize(1);
        assertThat(found.asOf()).isPresent();
        var check =
                new ExtractionCheck(house.config, job, Clock.offset(Clock.systemUTC(), java.time.Duration.ofDays(10)));
        assertThat(check.execute().getStatus()).isEqualTo(org.apache.felix.hc.api.Result.Status.WARN);
    }

    @Test
    void columnsAreFoundByTheirHeaderInAnyOrder() throws Exception {
        var places = ExtractionFile.places("\uFEFFcode postal structure bal|LIBELLÉ PROFESSION|Type de BAL|Adresse BAL|"
                + "Identifiant PP|Identification nationale PP|Identification Structure|Service de rattachement|Nom d'exercice|"
                + "Prenom d’exercice|Code profession|Libellé savoir-faire|Dématérialisation|Raison sociale structure BAL|"
                + "Enseigne commerciale structure BAL|L6LIGNEACHEMINEMENT structure BAL");
        assertThat(places)
                .containsEntry(ExtractionFile.Column.POSTAL_CODE, 0)
                .containsEntry(ExtractionFile.Column.ADDRESS, 3);
        assertThatThrownBy(() -> ExtractionFile.places("Type de BAL|Adresse BAL"))
                .isInstanceOf(ExtractionRefused.class);
    }

    private static byte[] zipped(String text) throws java.io.IOException {
        var bytes = new java.io.ByteArrayOutputStream();
        try (var zip = new java.util.zip.ZipOutputStream(bytes)) {
            zip.putNextEntry(new java.util.zip.ZipEntry("Extraction_Correspondance_MSSante_202611220500.txt"));
            zip.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private DirectoryAnswer search(String text) {
        return directory.search(
                TestStore.user("310000000", "kit@ch.mssante.test"), DirectoryQuery.of(text), PageRequest.first());
    }

    private List<String> names(String text) {
        return search(text).items().stream().map(DirectoryPerson::displayName).toList();
    }

    private List<String> filtered(
            Optional<String> text, Optional<String> profession, Optional<String> city, Optional<String> structure) {
        return directory
                .search(
                        TestStore.superAdmin(),
                        new DirectoryQuery(text, profession, city, structure),
                        PageRequest.first())
                .items()
                .stream()
                .map(DirectoryPerson::displayName)
                .toList();
    }
}
