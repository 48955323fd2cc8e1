package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Imap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Hospitals under names of their own: each name shows its certificate (SNI), all others show the operator's. */
class OwnNameTest {
    private static final String OPERATOR = "mx.operateur.mssante.test";
    private static final Map<String, String> DOORS = Map.of("smtp", "submission", "imap", "imap", "sieve", "sieve");

    private final Hospital first = Hospital.open();
    private final Hospital second = Hospital.open();
    private final Hospital third = Hospital.open();

    private static String name(Hospital hospital) {
        return "mail." + hospital.domain();
    }

    @AfterEach
    void asBefore() {
        OwnName.remove(name(first));
        OwnName.remove(name(second));
        OwnName.remove(name(third));
        assertThat(OwnName.reload()).doesNotContain("left out");
        everyDoorShows(name(first), OPERATOR);
    }

    @Test
    void eachNameShowsItsOwnCertificateAndABadFileDisturbsNobody() {
        OwnName.file(name(first));
        OwnName.file(name(second));
        OwnName.file(name(third), "no certificate at all");

        assertThat(OwnName.reload()).contains("left out", name(third)).doesNotContain(name(first));

        everyDoorShows(name(first), name(first));
        everyDoorShows(name(second), name(second));
        everyDoorShows(name(third), OPERATOR);
        everyDoorShows("unknown.mssante.test", OPERATOR);
        assertThat(Machine.inside("/opt/vaguemestre/bin/doctor").out())
                .contains("warn\tnames\t")
                .contains(name(third));
        assertThat(Autoconfig.of(first.address("x")).incoming().host()).isEqualTo(name(first));
        assertThat(Autoconfig.of(second.address("x")).outgoing().host()).isEqualTo(name(second));
        assertThat(Autoconfig.of(third.address("x")).incoming().host()).isEqualTo(OPERATOR);

        String box = first.box("nommee");
        try (Imap imap = Hospital.imap(box)) {
            OwnName.file(name(first));
            OwnName.reload();
            assertThat(imap.search("INBOX", "ALL"))
                    .as("an open session goes on")
                    .isEmpty();
        }
    }

    private static void everyDoorShows(String asked, String expected) {
        DOORS.forEach((protocol, endpoint) -> OwnName.shown(protocol, endpoint, asked, expected));
    }
}
