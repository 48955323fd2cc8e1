package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
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
    @Tag("fault-70")
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

    @Test
    @Tag("fault-21")
    void whatCannotBeAuditedIsRefused() {
        Hospital hospital = Hospital.open();
        String address = hospital.address("sans-trace");
        Machine.sql("ALTER TABLE vm.audit_entry ADD CONSTRAINT e2e_full CHECK (tenant <> '" + hospital.finess()
                + "' OR action <> 'bal.create') NOT VALID");
        try {
            assertThat(hospital.admin().post("/mailboxes", World.org(address)).status())
                    .isGreaterThanOrEqualTo(500);
        } finally {
            Machine.sql("ALTER TABLE vm.audit_entry DROP CONSTRAINT e2e_full");
        }
        hospital.admin().get("/mailboxes/" + address).expect(404);
        assertThat(World.recipient(address).code()).isGreaterThanOrEqualTo(500);
        hospital.admin().post("/mailboxes", World.org(address)).expect(201);
    }

    @Test
    @Tag("fault-70")
    void whoeverOwnsTheDatabaseAndMakesEveryHashRightIsFoundByTheAnchors() {
        Hospital hospital = Hospital.open();
        // what the directory is told of the mailbox is audited too, and would stand on the rewritten chain
        String told = "publication/" + hospital.box("ancre");
        Await.until("the directory knows it", AnnuaireTest.SOON, () -> Machine.sql(
                        "SELECT count(*) > 0 FROM vm.audit_entry WHERE tenant = '"
                                + hospital.finess()
                                + "' AND action = 'bal.publication' AND detail = 'ACCEPTEE' AND object = '"
                                + told + "'")
                .equals("t"));
        assertThat(World.admin()
                        .post("/admin/audit/anchors", Json.object())
                        .expect(200)
                        .json()
                        .path("anchored")
                        .asInt())
                .isPositive();
        Machine.sql("CREATE TABLE public.e2e_kept AS SELECT * FROM vm.audit_entry WHERE tenant = '" + hospital.finess()
                + "'; CREATE TABLE public.e2e_head AS SELECT * FROM vm.audit_head WHERE tenant = '" + hospital.finess()
                + "'");
        try {
            Machine.sql(rewritten(hospital.finess()));
            JsonNode found =
                    hospital.admin().get("/admin/audit/verify").expect(200).json();
            assertThat(found.path("intact").asBoolean()).isFalse();
            assertThat(found.path("firstBad").asText()).startsWith(hospital.finess() + "/");
            assertThat(found.path("reason").asText()).contains("anchored");
        } finally {
            Machine.sql("UPDATE vm.audit_entry e SET subject = k.subject, hash = k.hash FROM public.e2e_kept k"
                    + " WHERE e.tenant = k.tenant AND e.sequence = k.sequence;"
                    + " UPDATE vm.audit_head h SET hash = k.hash FROM public.e2e_head k WHERE h.tenant = k.tenant;"
                    + " DROP TABLE public.e2e_kept, public.e2e_head");
        }
        assertThat(hospital.admin()
                        .get("/admin/audit/verify")
                        .expect(200)
                        .json()
                        .path("intact")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void anExportIsVerifiedByACommandWithoutTheAppliance() throws IOException {
        Hospital hospital = Hospital.open();
        String box = hospital.box("export");
        World.admin().post("/admin/audit/anchors", Json.object()).expect(200);
        String export = hospital.admin().get("/admin/audit/export").expect(200).text();
        Path file = Machine.home().resolve("run/audit-export.jsonl");
        Path key = Machine.home().resolve("run/audit-key");
        Files.writeString(
                key,
                hospital.admin()
                        .get("/admin/audit/key")
                        .expect(200)
                        .json()
                        .path("key")
                        .asText());
        Files.writeString(file, export);
        assertThat(Machine.script("audit", "verify", file.toString(), "--key", key.toString())
                        .expectOk()
                        .out())
                .startsWith("intact: ");

        Files.writeString(file, export.replace(box, "autre" + box.substring(6)));
        Machine.Output found = Machine.script("audit", "verify", file.toString(), "--key", key.toString());
        assertThat(found.status()).isEqualTo(1);
        assertThat(found.out()).startsWith("BROKEN at " + hospital.finess() + "/");
    }

    /** The first entry told to be another's, and every hash from there on made right. */
    private static String rewritten(String tenant) {
        return """
                DO $$
                DECLARE e record; last text := repeat('0', 64);
                BEGIN
                  UPDATE vm.audit_entry SET subject = 'nobody' WHERE tenant = '%1$s' AND sequence = 1;
                  FOR e IN SELECT * FROM vm.audit_entry WHERE tenant = '%1$s' ORDER BY sequence LOOP
                    last := encode(sha256(vm.audit_canonical(last, e.sequence::text, e.tenant,
                      to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                      e.subject, e.action, e.object, e.detail, e.correlation)), 'hex');
                    UPDATE vm.audit_entry SET hash = last WHERE tenant = '%1$s' AND sequence = e.sequence;
                  END LOOP;
                  UPDATE vm.audit_head SET hash = last WHERE tenant = '%1$s';
                END $$"""
                .formatted(tenant);
    }

    /** Triggers guard the trail; only the database's superuser can put them to sleep. */
    private static String tamper(String update) {
        return "SET session_replication_role = replica; " + update;
    }
}
