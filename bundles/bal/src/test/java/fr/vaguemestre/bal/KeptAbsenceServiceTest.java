package fr.vaguemestre.bal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.bal.Absence;
import fr.vaguemestre.api.problem.FieldError;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.store.TestStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The automatic answer of a mailbox: who sets it, and what Dovecot reads of it. */
class KeptAbsenceServiceTest {
    private static final String UN = "un@ch.mssante.test";
    private static final String DEUX = "deux@ch.mssante.test";
    private static final String OTHER = "kit@clinique.mssante.test";
    private static final String NOTHING = "# nobody is away\n";
    private static final BalHouse HOUSE = new BalHouse();

    private final Caller all = TestStore.superAdmin();
    private final Caller me = owner(UN, BalHouse.CH_FINESS);
    private final LocalDate today = HOUSE.absences().today();

    @AfterAll
    static void stop() {
        HOUSE.close();
    }

    @BeforeEach
    void mailboxesOfTwoHospitals() {
        HOUSE.empty();
        for (String address : new String[] {UN, DEUX, OTHER}) {
            HOUSE.bals().create(all, HOUSE.org(address));
        }
    }

    @Test
    void itIsSetReplacedAndForgotten() {
        assertThat(HOUSE.absences().find(me, UN)).isEmpty();

        Absence first = HOUSE.absences().set(me, "UN@ch.mssante.test", absence(" Absent ", "Bonjour,\r\nà lundi.\n"));
        assertThat(first.subject()).isEqualTo("Absent");
        assertThat(first.text()).isEqualTo("Bonjour,\nà lundi.");
        assertThat(HOUSE.absences().find(me, UN)).contains(first);
        Absence second = HOUSE.absences().set(me, UN, new Absence(false, today, today, "Autre", "texte"));
        assertThat(HOUSE.absences().find(me, UN)).contains(second);
        HOUSE.absences().forget(me, UN);

        assertThat(HOUSE.absences().find(me, UN)).isEmpty();
    }

    @Test
    void nobodyAnswersInAnothersName() {
        HOUSE.absences().set(me, UN, absence("Absent", "texte"));
        Caller colleague = owner(DEUX, BalHouse.CH_FINESS);
        Caller stranger = owner(UN, BalHouse.CLINIC_FINESS);

        for (Caller other : new Caller[] {colleague, all}) {
            assertThatThrownBy(() -> HOUSE.absences().find(other, UN)).isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> HOUSE.absences().set(other, UN, absence("a", "b")))
                    .isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> HOUSE.absences().forget(other, UN)).isInstanceOf(NotFound.class);
        }
        assertThat(HOUSE.absences().find(stranger, UN)).as("row security").isEmpty();
        assertThatThrownBy(() -> HOUSE.absences().set(stranger, UN, absence("a", "b")))
                .isInstanceOf(NotFound.class);
        assertThat(HOUSE.absences().find(me, UN).map(Absence::subject)).contains("Absent");
    }

    @Test
    void eachRefusedFieldIsNamed() {
        var wanted = new Absence(true, today, today.minusDays(1), "a\nb", "x".repeat(5_001));

        assertThatThrownBy(() -> HOUSE.absences().set(me, UN, wanted))
                .isInstanceOfSatisfying(Invalid.class, refused -> assertThat(refused.errors())
                        .extracting(FieldError::field, FieldError::code)
                        .containsExactly(
                                org.assertj.core.groups.Tuple.tuple("until", "bal.absence-order"),
                                org.assertj.core.groups.Tuple.tuple("subject", "bal.text-control"),
                                org.assertj.core.groups.Tuple.tuple("text", "bal.text-length")));
    }

    @Test
    void dovecotReadsItOnItsDaysOnly() throws SQLException {
        for (Absence none : new Absence[] {
            new Absence(false, today, today, "a", "b"),
            new Absence(true, today.minusDays(9), today.minusDays(1), "a", "b"),
            new Absence(true, today.plusDays(1), today.plusDays(9), "a", "b")
        }) {
            HOUSE.absences().set(me, UN, none);
            assertThat(none.isOn(today)).isFalse();
            assertThat(script(UN)).as(none.toString()).isEqualTo(NOTHING);
        }
        HOUSE.absences().set(me, UN, absence("a", "b"));
        assertThat(absence("a", "b").isOn(today)).isTrue();
        assertThat(script(UN)).contains("vacation :days 7 :handle \"absence\" :subject \"a\" \"b\";");
        assertThat(script(DEUX)).isEqualTo(NOTHING);

        HOUSE.bals().close(all, UN);
        assertThat(script(UN)).as("closed").isEqualTo("no row");
    }

    @Test
    void wordsAreWordsInTheScript() throws SQLException {
        HOUSE.absences().set(me, UN, absence("\"; redirect \"x@y\"; \\", "100 % %s \"\\\"\n.\n;"));

        assertThat(script(UN))
                .contains(":subject \"\\\"; redirect \\\"x@y\\\"; \\\\\" \"100 % %s \\\"\\\\\\\"\n.\n;\";");
    }

    private Absence absence(String subject, String text) {
        return new Absence(true, today, today, subject, text);
    }

    private static Caller owner(String address, String finess) {
        return new Caller("u-1", "Un", Optional.of(finess), Set.of(Role.USER), Set.of(), Set.of(address), "essai");
    }

    private static String script(String address) throws SQLException {
        try (Connection mail = HOUSE.store().as("mail_rw")) {
            return TestStore.first(
                    mail, "SELECT script FROM mail.absence WHERE name = 'absence' AND address = '" + address + "'");
        }
    }
}
