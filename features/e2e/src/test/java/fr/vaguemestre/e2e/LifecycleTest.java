package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.vaguemestre.e2e.driver.Answer;
import fr.vaguemestre.e2e.driver.Imap;
import fr.vaguemestre.e2e.driver.Json;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Domains and mailboxes from their making to their end. */
class LifecycleTest {
    @Test
    void aDomainIsMadeReadChangedAndRemoved() {
        String name = World.fresh("ch") + ".mssante.test";
        String finess = World.freshFiness();
        World.admin()
                .post("/admin/domains", World.domain(name, finess, 5, 1_000_000_000))
                .expect(201);

        JsonNode changed = World.admin()
                .patch("/admin/domains/" + name, Json.object("label", "Nouveau nom"))
                .expect(200)
                .json();

        assertThat(changed.path("label").asText()).isEqualTo("Nouveau nom");
        JsonNode read = World.admin().get("/admin/domains/" + name).expect(200).json();
        assertThat(read.path("label").asText()).isEqualTo("Nouveau nom");
        assertThat(read.path("finess").asText()).isEqualTo(finess);
        assertThat(read.at("/quota/mailboxes").asLong()).isEqualTo(5);
        assertThat(read.path("hosting").asText()).isEqualTo("OWN");
        assertThat(World.admin().delete("/admin/domains/" + name).status()).isIn(200, 204);
        World.admin().get("/admin/domains/" + name).expect(404);
        assertThat(World.recipient("x@" + name).code()).isBetween(500, 599);
    }

    @Test
    void aDomainWithMailboxesIsNotRemoved() {
        Hospital hospital = Hospital.open();
        String box = hospital.box("accueil");

        Answer refused =
                World.admin().delete("/admin/domains/" + hospital.domain()).expect(409);

        assertThat(refused.problem()).isEqualTo("tenancy.domain-in-use");
        assertThat(World.recipient(box).code()).isEqualTo(250);
    }

    @Test
    void aPersonalMailboxGetsItsAddressFromItsHolder() {
        Hospital hospital = Hospital.open();
        var holder = World.holder("99700218896", "Zoé-Anaïs", "D'Été Çelik");

        JsonNode first = hospital.admin()
                .post("/mailboxes", Json.object("type", "PER", "domain", hospital.domain(), "holder", holder))
                .expect(201)
                .json();
        JsonNode homonym = hospital.admin()
                .post("/mailboxes", Json.object("type", "PER", "domain", hospital.domain(), "holder", holder))
                .expect(201)
                .json();

        assertThat(first.path("address").asText()).matches("[a-z]+(-[a-z]+)*\\.[a-z-]+@" + hospital.domain());
        assertThat(homonym.path("address").asText()).matches("[a-z.-]+\\d+@" + hospital.domain());
        assertThat(first.path("publication").path("state").asText()).isEqualTo("A_PUBLIER");
        assertThat(first.at("/holder/rpps").asText()).isEqualTo("99700218896");
        assertThat(first.path("version").asLong()).isPositive();
        assertThat(first.path("createdAt").asText()).endsWith("Z");
    }

    @Test
    void aSuspendedMailboxIsDeafAndComesBack() {
        Hospital hospital = Hospital.open();
        String box = hospital.box("pause");

        hospital.admin()
                .patch("/mailboxes/" + box, Json.object("state", "SUSPENDUE"))
                .expect(200);
        assertThat(World.recipient(box).code()).isBetween(500, 599);
        assertThat(mayOpen(box)).isFalse();

        hospital.admin()
                .patch("/mailboxes/" + box, Json.object("state", "ACTIVE"))
                .expect(200);
        assertThat(World.recipient(box).code()).isEqualTo(250);
        assertThat(mayOpen(box)).isTrue();
    }

    @Test
    void aClosedAddressIsNeverGivenAgain() {
        Hospital hospital = Hospital.open();
        String box = hospital.box("ferme");

        assertThat(hospital.admin().delete("/mailboxes/" + box).status()).isIn(200, 204);

        assertThat(World.recipient(box).code()).isBetween(500, 599);
        assertThat(mayOpen(box)).isFalse();
        Answer again = hospital.admin().post("/mailboxes", World.org(box)).expect(409);
        assertThat(again.problem()).isEqualTo("bal.address-taken");
    }

    @Test
    void addressAndTypeNeverChange() {
        Hospital hospital = Hospital.open();
        String box = hospital.box("fixe");

        for (String field : List.of("address", "type", "domain")) {
            Answer refused = hospital.admin().patch("/mailboxes/" + box, Json.object(field, "x@y.mssante.test"));
            assertThat(refused.status()).as(field).isEqualTo(400);
        }

        assertThat(hospital.admin()
                        .get("/mailboxes/" + box)
                        .expect(200)
                        .json()
                        .path("type")
                        .asText())
                .isEqualTo("ORG");
    }

    @Test
    void aChangeOfAnOldVersionIsRefused() {
        Hospital hospital = Hospital.open();
        String box = hospital.box("version");
        long version =
                hospital.admin().get("/mailboxes/" + box).json().path("version").asLong();
        hospital.admin()
                .patch("/mailboxes/" + box, Json.object("displayName", "Premier", "version", version))
                .expect(200);

        Answer late = hospital.admin()
                .patch("/mailboxes/" + box, Json.object("displayName", "Second", "version", version))
                .expect(409);

        assertThat(late.problem()).isEqualTo("bal.changed-meanwhile");
    }

    @Test
    void theSameIdempotencyKeyMakesOneMailbox() {
        Hospital hospital = Hospital.open();
        String body = "{\"address\":\"" + hospital.address("unique")
                + "\",\"type\":\"ORG\",\"displayName\":\"Unité\",\"responsible\":\"99700218896\"}";
        String key = World.fresh("cle");

        Answer first = hospital.admin()
                .send("POST", "/mailboxes", Optional.of(body), "Idempotency-Key", key)
                .expect(201);
        Answer again = hospital.admin()
                .send("POST", "/mailboxes", Optional.of(body), "Idempotency-Key", key)
                .expect(201);

        assertThat(again.json()).isEqualTo(first.json());
    }

    @Test
    void listsArePagedSearchedAndSorted() {
        Hospital hospital = Hospital.open();
        for (String local : List.of("alpha", "beta", "gamma", "delta", "epsilon")) {
            hospital.admin()
                    .post("/mailboxes", World.org(hospital.address(local)))
                    .expect(201);
        }

        JsonNode page = hospital.admin()
                .get("/mailboxes?limit=2&sort=address")
                .expect(200)
                .json();
        JsonNode next = hospital.admin()
                .get("/mailboxes?limit=2&sort=address&cursor="
                        + page.path("nextCursor").asText())
                .expect(200)
                .json();
        JsonNode found = hospital.admin().get("/mailboxes?q=GAMM").expect(200).json();

        assertThat(page.path("total").asLong()).isEqualTo(5);
        assertThat(page.path("items").findValuesAsText("address"))
                .containsExactly(hospital.address("alpha"), hospital.address("beta"));
        assertThat(next.path("items").findValuesAsText("address"))
                .containsExactly(hospital.address("delta"), hospital.address("epsilon"));
        assertThat(found.path("items").findValuesAsText("address")).containsExactly(hospital.address("gamma"));
    }

    private static boolean mayOpen(String box) {
        try (Imap imap = Imap.connect(World.appliance().address("imap"))) {
            imap.startTls(World.appliance().trust()).expectOk();
            return imap.login(box, Hospital.PASSWORD).ok();
        }
    }
}
