package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.vaguemestre.e2e.driver.Imap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
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
    @Tag("fault-49")
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
        certificatesAreToldToWhoAdministersThem();
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

    private void certificatesAreToldToWhoAdministersThem() {
        JsonNode all = World.admin().get("/admin/certificates").expect(200).json();
        assertThat(all.findValuesAsText("name"))
                .contains(name(first), name(second))
                .doesNotContain(name(third));
        JsonNode own = first.admin().get("/admin/certificates").expect(200).json();
        assertThat(own).hasSize(1);
        assertThat(own.path(0).path("use").asText()).isEqualTo("SERVER_NAME");
        assertThat(own.path(0).path("domain").asText()).isEqualTo(first.domain());
        assertThat(own.path(0).path("daysLeft").asLong()).isBetween(28L, 30L);
        assertThat(World.anonymous().get("/health").text())
                .as("it ends in a month")
                .contains("servers/" + name(first));
    }

    private static void everyDoorShows(String asked, String expected) {
        DOORS.forEach((protocol, endpoint) -> OwnName.shown(protocol, endpoint, asked, expected));
    }
}
