package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.vaguemestre.e2e.driver.Answer;
import fr.vaguemestre.e2e.driver.Json;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The white list: the national one of 2025-03-13 rewritten, and every way to spoil it. */
class WhiteListTest {
    @Test
    @Tag("OP-20")
    @Tag("OP-24")
    void theNationalListIsInForce() {
        JsonNode list = World.admin().get("/annuaire/whitelist").expect(200).json();

        assertThat(list.path("entries").asLong()).isGreaterThanOrEqualTo(6_554);
        assertThat(list.path("domains").asLong()).isGreaterThan(4_000);
        assertThat(list.path("digest").asText()).matches("[0-9a-f]{64}");
        assertThat(Instant.parse(list.path("fetchedAt").asText()))
                .isBefore(Instant.now().plusSeconds(5));
        assertThat(list.path("warnings"))
                .as("the illegal entries of the real list")
                .isNotEmpty();
    }

    @Test
    void oneDomainTellsItsCertificates() {
        JsonNode domain = World.admin()
                .get("/annuaire/whitelist/domains/Valide.MSSANTE.test")
                .expect(200)
                .json();

        assertThat(domain.path("name").asText()).isEqualTo("valide.mssante.test");
        assertThat(domain.path("certificateDns")).isNotEmpty();
        assertThat(World.admin()
                        .get("/annuaire/whitelist/domains/absent.mssante.test")
                        .expect(404)
                        .problem())
                .isEqualTo("confiance.domain-unlisted");
    }

    @Test
    @Tag("OP-20")
    void refreshingIsForTheSuperAdministrator() {
        JsonNode before = World.admin().get("/annuaire/whitelist").json();

        JsonNode after = refresh().expect(200).json();

        assertThat(Instant.parse(after.path("fetchedAt").asText()))
                .isAfterOrEqualTo(Instant.parse(before.path("fetchedAt").asText()));
        Hospital.open()
                .admin()
                .post("/annuaire/whitelist/refresh", Json.object())
                .expect(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "whitelist-unsigned",
                "whitelist-altered",
                "whitelist-rollback",
                "whitelist-shrink",
                "whitelist-truncated",
                "whitelist-wrongsigner",
                "whitelist-nonigc",
                "whitelist-revokedsigner",
                "whitelist-wrapping",
                "whitelist-doctype",
                "whitelist-error",
                "whitelist-down"
            })
    @Tag("OP-20")
    @Tag("OP-21")
    @Tag("OP-22")
    void aSpoiltListIsRefusedAndTheOldOneKept(String fault) {
        Hospital hospital = Hospital.open();
        String box = hospital.box("liste");
        refresh().expect(200);
        JsonNode before = World.admin().get("/annuaire/whitelist").json();
        RangeFault.during(fault, () -> {
            Answer refused = refresh().expect(503);

            assertThat(refused.problem())
                    .isEqualTo(
                            fault.matches("whitelist-(down|error)")
                                    ? "confiance.list-unreachable"
                                    : "confiance.list-refused");
            JsonNode after =
                    World.admin().get("/annuaire/whitelist").expect(200).json();
            assertThat(after.path("digest")).isEqualTo(before.path("digest"));
            assertThat(after.path("entries")).isEqualTo(before.path("entries"));
            assertThat(after.path("lastFailure").asText())
                    .as("the cause is visible")
                    .isNotBlank();
            assertThat(World.recipient(box).code())
                    .as("mail flows on the old list")
                    .isEqualTo(250);
        });
        assertThat(refresh().expect(200).json().path("lastFailure").isNull()).isTrue();
    }

    private static Answer refresh() {
        return World.admin().post("/annuaire/whitelist/refresh", Json.object());
    }
}
