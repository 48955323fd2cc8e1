package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.vaguemestre.e2e.driver.Answer;
import fr.vaguemestre.e2e.driver.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is wrong is refused with the reason, and leaves no row behind. */
class BadInputTest {
    /** Without what the directory is told meanwhile of the mailboxes that were made before. */
    private static final String COUNTS =
            """
            SELECT table_name || ' ' || (xpath('/row/c/text()',
              query_to_xml('SELECT count(*) AS c FROM vm.' || quote_ident(table_name) || CASE table_name
                WHEN 'audit_entry' THEN $$ WHERE object NOT LIKE 'publication/%' $$
                WHEN 'store_outbox' THEN $$ WHERE type NOT LIKE 'annuaire.%' $$
                ELSE '' END, false, true, '')))[1]
            FROM information_schema.tables
            WHERE table_schema = 'vm' AND table_name ~ '^(bal|tenancy|store_outbox|outbox|audit|access_user)'
              AND table_type = 'BASE TABLE'
            ORDER BY 1""";

    @Test
    void malformedJson() {
        Hospital hospital = Hospital.open();

        Answer answer = refused(400, () -> hospital.admin().send("POST", "/mailboxes", Optional.of("{\"type\":")));

        assertThat(answer.problem()).isEqualTo("rest.json-malformed");
        assertThat(answer.text()).doesNotContain("Exception", "at fr.vaguemestre", "com.fasterxml");
    }

    @Test
    void anUnknownField() {
        Hospital hospital = Hospital.open();
        Map<String, Object> body = World.org(hospital.address("champ"));
        body.put("couleur", "bleu");

        Answer answer = refused(400, () -> hospital.admin().post("/mailboxes", body));

        assertThat(answer.problem()).isEqualTo("rest.field-unknown");
        assertThat(answer.json().path("errors").path(0).path("field").asText()).isEqualTo("couleur");
    }

    @Test
    void aForeignDomain() {
        Hospital hospital = Hospital.open();
        Hospital other = Hospital.open();

        Answer others = refused(404, () -> hospital.admin().post("/mailboxes", World.org(other.address("x"))));
        Answer internet = refused(null, () -> hospital.admin().post("/mailboxes", World.org("x@example.org")));
        Answer domain = refused(400, () -> World.admin()
                .post("/admin/domains", World.domain("hopital.example.org", "990000001", 1, 1)));

        assertThat(others.problem()).isEqualTo("tenancy.domain-unknown");
        assertThat(internet.status()).isIn(400, 404);
        assertThat(domain.problem()).isEqualTo("tenancy.domain-invalid");
    }

    @Test
    void anImpossibleRpps() {
        Hospital hospital = Hospital.open();

        for (String rpps : List.of("123", "9970021889X", "", "997002188961")) {
            Map<String, Object> body = World.per(hospital.address("kit.doc"));
            body.put("holder", World.holder(rpps, "Kit", "Doc"));
            Answer answer = refused(400, () -> hospital.admin().post("/mailboxes", body));
            assertThat(answer.problem()).isEqualTo("bal.invalid");
            assertThat(answer.json().path("errors").findValuesAsText("field")).containsExactly("holder.rpps");
        }
    }

    @Test
    void aDuplicateAddress() {
        Hospital hospital = Hospital.open();
        String box = hospital.box("double");

        Answer same = refused(409, () -> hospital.admin().post("/mailboxes", World.org(box)));
        Answer otherCase =
                refused(409, () -> hospital.admin().post("/mailboxes", World.org("DOUBLE@" + hospital.domain())));

        assertThat(same.problem()).isEqualTo("bal.address-taken");
        assertThat(otherCase.problem()).isEqualTo("bal.address-taken");
    }

    @Test
    void moreThanTheQuota() {
        Hospital hospital = Hospital.open(2, 3_000_000_000L);
        Map<String, Object> big = World.org(hospital.address("grosse"));
        big.put("quotaBytes", 4_000_000_000L);
        Answer storage = refused(409, () -> hospital.admin().post("/mailboxes", big));
        hospital.admin().post("/mailboxes", World.org(hospital.address("une"))).expect(201);
        hospital.admin().post("/mailboxes", World.org(hospital.address("deux"))).expect(201);

        Answer number = refused(409, () -> hospital.admin().post("/mailboxes", World.org(hospital.address("trois"))));

        assertThat(storage.problem()).isEqualTo("bal.quota-storage");
        assertThat(number.problem()).isEqualTo("bal.quota-mailboxes");
    }

    @Test
    void whatBelongsToAnotherType() {
        Hospital hospital = Hospital.open();
        String address = hospital.address("melange");
        Map<String, Object> noResponsible = World.org(address);
        noResponsible.remove("responsible");
        Map<String, Object> noHolder = World.per(address);
        noHolder.remove("holder");
        Map<String, Object> noCertificate =
                Json.object("address", address, "type", "APP", "displayName", "Machine", "responsible", "DSI");

        for (Map<String, Object> body : List.of(noResponsible, noHolder, noCertificate)) {
            Answer answer = refused(400, () -> hospital.admin().post("/mailboxes", body));
            assertThat(answer.problem()).isEqualTo("bal.invalid");
            assertThat(answer.json().path("errors")).isNotEmpty();
        }
    }

    @Test
    void addressesThatAreNone() {
        Hospital hospital = Hospital.open();

        for (String local :
                List.of("a b", "", ".point", "a..b", "é", "x".repeat(65), "a'; DROP TABLE vm.bal; --", "a@b")) {
            Answer answer =
                    refused(null, () -> hospital.admin().post("/mailboxes", World.org(hospital.address(local))));
            assertThat(answer.status()).as(local).isIn(400, 404);
        }
    }

    @Test
    void problemsSpeakTheClientsLanguage() {
        Hospital hospital = Hospital.open();

        JsonNode french = hospital.admin()
                .send("GET", "/mailboxes/rien@" + hospital.domain(), Optional.empty(), "Accept-Language", "fr")
                .expect(404)
                .json();
        JsonNode english = hospital.admin()
                .send("GET", "/mailboxes/rien@" + hospital.domain(), Optional.empty(), "Accept-Language", "en")
                .expect(404)
                .json();

        assertThat(french.path("type")).isEqualTo(english.path("type"));
        assertThat(french.path("title").asText())
                .isNotBlank()
                .isNotEqualTo(english.path("title").asText());
        assertThat(french.path("instance").asText()).isNotBlank();
    }

    private static Answer refused(@Nullable Integer status, Supplier<Answer> act) {
        String before = Machine.sql(COUNTS);
        assertThat(before).as("tables that are counted").contains("bal", "audit");
        Answer answer = act.get();
        if (status != null) {
            answer.expect(status);
        }
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.json().path("status").asInt()).isEqualTo(answer.status());
        assertThat(answer.json().path("instance").asText()).isNotBlank();
        assertThat(Machine.sql(COUNTS)).as("rows after").isEqualTo(before);
        return answer;
    }
}
