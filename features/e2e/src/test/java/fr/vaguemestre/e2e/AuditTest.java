package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** The audit trail. */
class AuditTest {
    @Test
    void eachActIsKeptAndTheChainIsIntact() {
        Hospital hospital = Hospital.open();
        String box = hospital.box("trace");

        JsonNode entries =
                hospital.admin().get("/admin/audit?object=" + box).expect(200).json();
        JsonNode verified =
                hospital.admin().get("/admin/audit/verify").expect(200).json();

        assertThat(entries.path("items").findValuesAsText("action")).contains("bal.create");
        assertThat(entries.at("/items/0/tenant").asText()).isEqualTo(hospital.finess());
        assertThat(entries.at("/items/0/subject").asText()).isNotBlank();
        assertThat(verified.path("intact").asBoolean()).isTrue();
        assertThat(verified.path("checked").asLong()).isGreaterThanOrEqualTo(2);
        assertThat(World.admin()
                        .get("/admin/audit/verify")
                        .expect(200)
                        .json()
                        .path("intact")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void whoeverChangesAnEntryIsFoundOut() {
        Hospital hospital = Hospital.open();
        String box = hospital.box("fraude");
        long sequence = hospital.admin()
                .get("/admin/audit?object=" + box)
                .expect(200)
                .json()
                .at("/items/0/sequence")
                .asLong();
        String where = " WHERE tenant = '" + hospital.finess() + "' AND sequence = " + sequence;
        String original = Machine.sql("SELECT object FROM vm.audit_entry" + where);
        assertThat(original).isEqualTo(box);

        Machine.sql(tamper("UPDATE vm.audit_entry SET object = 'autre'" + where));
        try {
            JsonNode found =
                    hospital.admin().get("/admin/audit/verify").expect(200).json();
            assertThat(found.path("intact").asBoolean()).isFalse();
            assertThat(found.path("firstBad").asText()).isEqualTo(hospital.finess() + "/" + sequence);
        } finally {
            Machine.sql(tamper("UPDATE vm.audit_entry SET object = '" + original + "'" + where));
        }

        assertThat(hospital.admin()
                        .get("/admin/audit/verify")
                        .expect(200)
                        .json()
                        .path("intact")
                        .asBoolean())
                .isTrue();
    }

    /** Triggers guard the trail; only the database's superuser can put them to sleep. */
    private static String tamper(String update) {
        return "SET session_replication_role = replica; " + update;
    }
}
