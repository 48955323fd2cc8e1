package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Imap;
import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Rest;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Redis gone: slower, never wrong. PostgreSQL gone: nothing is invented, and all comes back by itself. */
@Order(World.LATE)
class StoreTroubleTest {
    private static final Duration RECOVERY = Duration.ofSeconds(60);

    @Test
    @Tag("fault-11")
    void withoutRedisEverythingWorksAndHealthSaysDegraded() {
        Hospital hospital = Hospital.open();
        Machine.stop("redis");
        try {
            Await.until("health says DEGRADED", RECOVERY, () -> "DEGRADED"
                    .equals(World.anonymous()
                            .get("/health")
                            .json()
                            .path("status")
                            .asText()));
            Rest session = World.anonymous().signIn(hospital.username(), Hospital.PASSWORD);
            session.get("/auth/me").expect(200);
            String box = hospital.box("sansredis");
            Message message = Message.plain(World.FOREIGN, box, "sans redis");
            assertThat(World.fromForeign(box, message).text()).startsWith("250");
            Hospital.received(box, message);
            session.post("/auth/logout", fr.vaguemestre.e2e.driver.Json.object());
            assertThat(session.get("/auth/me").status())
                    .as("a revoked session stays out")
                    .isEqualTo(401);
        } finally {
            Machine.start("redis");
        }
        Await.until("health says UP", RECOVERY, () -> "UP"
                .equals(World.anonymous().get("/health").json().path("status").asText()));
    }

    @Test
    void afterAnOutageOfPostgresqlAllComesBackWithoutARestart() {
        Hospital hospital = Hospital.open();
        String box = hospital.box("panne");
        String pids = pids();
        Machine.stop("postgresql");
        try {
            assertThat(hospital.admin().get("/mailboxes/" + box).status()).isIn(500, 503);
            assertThat(hospital.admin()
                            .post("/mailboxes", World.org(hospital.address("jamais")))
                            .status())
                    .isIn(500, 503);
            assertThat(recipientCode(box)).as("peers come back later").isBetween(400, 499);
        } finally {
            Machine.start("postgresql");
        }

        Await.passes("REST", RECOVERY, () -> hospital.admin()
                .get("/mailboxes/" + box)
                .expect(200));
        Await.until("IMAP", RECOVERY, () -> {
            try (Imap imap = Hospital.imap(box)) {
                return imap.search("INBOX", "ALL").isEmpty();
            }
        });
        Await.until("SMTP", RECOVERY, () -> World.recipient(box).code() == 250);
        hospital.admin().get("/mailboxes/" + hospital.address("jamais")).expect(404);
        hospital.box("apres");
        assertThat(pids()).as("no other server was restarted").isEqualTo(pids);
    }

    private static int recipientCode(String box) {
        try {
            return World.recipient(box).code();
        } catch (AssertionError refusedEarlier) {
            return 451;
        }
    }

    private static String pids() {
        StringBuilder pids = new StringBuilder();
        for (JsonNode service : Machine.appliance().status().path("services")) {
            if (!service.path("name").asText().equals("postgresql")) {
                pids.append(service.path("name").asText())
                        .append(' ')
                        .append(service.path("pid").asLong())
                        .append('\n');
            }
        }
        return pids.toString();
    }
}
