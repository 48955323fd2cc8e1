package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Directory;
import fr.vaguemestre.e2e.driver.Rest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The national directory: mailboxes told to it once, and searched in a copy of it. */
class AnnuaireTest {
    static final Duration SOON = Duration.ofSeconds(90);

    @Test
    void aMailboxIsReadInTheDirectoryUntilItIsClosed() {
        Hospital hospital = Hospital.open();
        String doctor = hospital.address("kit.doc");
        String unit = hospital.address("cardio");
        hospital.admin().post("/mailboxes", World.per(doctor)).expect(201);
        hospital.admin().post("/mailboxes", World.org(unit)).expect(201);

        state(hospital.admin(), doctor, "ACCEPTEE");
        state(hospital.admin(), unit, "ACCEPTEE");
        assertThat(carriers(doctor)).containsExactly("Practitioner/99700218896");
        assertThat(carriers(unit)).containsExactly("Organization/" + hospital.finess());

        hospital.admin().delete("/mailboxes/" + unit).expect(204);
        state(hospital.admin(), unit, "RETIREE");
        assertThat(carriers(unit)).isEmpty();
        assertThat(carriers(doctor)).hasSize(1);
    }

    @Test
    void whatIsPublishedIsFoundOnceTheExtractionTellsOfIt() {
        Hospital hospital = Hospital.open();
        String local = World.fresh("zephyrine").replaceAll("\\d", "x");
        String address = hospital.address(local + ".o-connell");
        hospital.admin().post("/mailboxes", World.per(address)).expect(201);
        state(hospital.admin(), address, "ACCEPTEE");

        World.admin().post("/annuaire/extraction/refresh", List.of()).expect(202);
        Await.until("found in the copy", SOON, () -> hospital.admin()
                .get("/annuaire/search?q=" + address)
                .expect(200)
                .text()
                .contains(address));
        JsonNode found = hospital.admin()
                .get("/annuaire/search?q=zephirine&limit=5")
                .expect(200)
                .json();
        assertThat(found.toString()).as("with a slip").contains(address);
        assertThat(found.path("asOf").asText()).startsWith("20");
    }

    @Test
    void aRefusalSaysWhatToDoAndTheRetryGoesThrough() {
        Hospital hospital = Hospital.open();
        String unit = hospital.address("refusee");
        RangeFault.during("annuaire-partial", () -> {
            hospital.admin().post("/mailboxes", World.org(unit)).expect(201);
            state(hospital.admin(), unit, "A_CORRIGER");
        });
        JsonNode refused = publication(hospital.admin(), unit);
        assertThat(refused.at("/fix/fr").asText()).isNotBlank();
        assertThat(refused.at("/fix/en").asText()).isNotBlank();
        assertThat(hospital.admin()
                        .get("/annuaire/publications?state=A_CORRIGER")
                        .expect(200)
                        .json()
                        .path("total")
                        .asLong())
                .isEqualTo(1);

        hospital.admin()
                .send(
                        "POST",
                        "/annuaire/publications/" + refused.path("id").asText() + "/retry",
                        java.util.Optional.empty())
                .expect(200);
        state(hospital.admin(), unit, "ACCEPTEE");
        assertThat(carriers(unit)).hasSize(1);
    }

    @Test
    @Tag("fault-37")
    void whileTheDirectoryIsAwayTheCopyAnswersAndPublicationsWait() {
        Hospital hospital = Hospital.open();
        String unit = hospital.address("patiente");
        Await.until("a first copy", SOON, () -> !copy().path("asOf").isNull());
        RangeFault.during("annuaire-down", () -> {
            hospital.admin().post("/mailboxes", World.org(unit)).expect(201);
            World.admin().post("/annuaire/extraction/refresh", List.of()).expect(202);
            Await.until(
                    "both were tried",
                    SOON,
                    () -> publication(hospital.admin(), unit)
                                    .path("code")
                                    .asText()
                                    .equals("unavailable")
                            && !copy().path("lastFailure").isNull());
            assertThat(publication(hospital.admin(), unit).path("state").asText())
                    .isEqualTo("A_PUBLIER");
            JsonNode found = hospital.admin()
                    .get("/annuaire/search?q=urgences")
                    .expect(200)
                    .json();
            assertThat(found.path("items")).isNotEmpty();
            assertThat(found.path("asOf").asText()).startsWith("20");
            assertThat(World.recipient(unit).text()).as("nothing else notices").startsWith("250");
        });
        state(hospital.admin(), unit, "ACCEPTEE");
        assertThat(carriers(unit)).hasSize(1);
        World.admin().post("/annuaire/extraction/refresh", List.of()).expect(202);
        Await.until(
                "the copy is well again", SOON, () -> copy().path("lastFailure").isNull());
    }

    /** Waits until the directory's answer stands at the mailbox itself. */
    static void state(Rest admin, String address, String wanted) {
        Await.until(address + " " + wanted, SOON, () -> admin.get("/mailboxes/" + address)
                .expect(200)
                .json()
                .at("/publication/state")
                .asText()
                .equals(wanted));
    }

    static JsonNode publication(Rest admin, String address) {
        return admin.get("/annuaire/publications?q=" + address)
                .expect(200)
                .json()
                .at("/items/0");
    }

    static List<String> carriers(String address) {
        return Directory.of(World.appliance()).entries(address).stream()
                .map(Directory.Entry::carrier)
                .toList();
    }

    private static JsonNode copy() {
        return World.admin().get("/annuaire/extraction").expect(200).json();
    }
}
