package fr.vaguemestre.e2e;

import fr.vaguemestre.e2e.driver.Appliance;
import fr.vaguemestre.e2e.driver.Json;
import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Reply;
import fr.vaguemestre.e2e.driver.Rest;
import fr.vaguemestre.e2e.driver.Smtp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** What all tests share: the appliance, its administrator, and names that nobody used before. */
final class World {
    /** A foreign operator's address that the certificate {@code valide} may send from. */
    static final String FOREIGN = "anyone@valide.mssante.test";

    /** Order of the tests that stop servers: after those without an order of their own. */
    static final int LATE = Integer.MAX_VALUE - 10;

    private static final Appliance APPLIANCE = Machine.appliance();
    private static final String RUN = UUID.randomUUID().toString().substring(0, 6);
    private static final AtomicInteger NUMBERS = new AtomicInteger();
    private static Rest admin = Rest.anonymous(APPLIANCE);

    private World() {}

    static Appliance appliance() {
        return APPLIANCE;
    }

    static Rest anonymous() {
        return Rest.anonymous(APPLIANCE);
    }

    /** The super administrator; signs in when the last session is over. */
    static synchronized Rest admin() {
        if (admin.get("/auth/me").status() != 200) {
            admin = anonymous().signIn(APPLIANCE.adminName(), APPLIANCE.adminPassword());
        }
        return admin;
    }

    /** A word that was not given before, in this run or another. */
    static String fresh(String word) {
        return word + "-" + RUN + "-" + NUMBERS.incrementAndGet();
    }

    /** A FINESS number that no other test uses. */
    static String freshFiness() {
        return "98"
                + String.format("%07d", (Instant.now().toEpochMilli() / 100 + NUMBERS.incrementAndGet()) % 10_000_000);
    }

    /** What {@code POST /admin/domains} takes. */
    static Map<String, Object> domain(String name, String finess, long mailboxes, long storageBytes) {
        return Json.object(
                "name",
                name,
                "label",
                "Hôpital " + name,
                "finess",
                finess,
                "quota",
                Json.object("mailboxes", mailboxes, "storageBytes", storageBytes),
                "hosting",
                "OWN");
    }

    /** What {@code POST /mailboxes} takes for a unit's mailbox. */
    static Map<String, Object> org(String address) {
        return Json.object("address", address, "type", "ORG", "displayName", "Unité", "responsible", "99700218896");
    }

    /** What {@code POST /mailboxes} takes for a doctor's mailbox. */
    static Map<String, Object> per(String address) {
        return Json.object("address", address, "type", "PER", "holder", holder("99700218896", "Kit", "Doc"));
    }

    static Map<String, Object> holder(String rpps, String givenName, String familyName) {
        return Json.object("rpps", rpps, "givenName", givenName, "familyName", familyName, "professionCode", "10");
    }

    /** What {@code POST /admin/users} takes. */
    static Map<String, Object> user(
            String username, String password, String role, List<String> domains, List<String> mailboxes) {
        return Json.object(
                "username",
                username,
                "password",
                password,
                "roles",
                List.of(role),
                "domains",
                domains,
                "mailboxes",
                mailboxes);
    }

    /** Opens a mutual TLS session at the mail edge with a certificate of the range. */
    static Smtp peer(String leaf) {
        Smtp smtp = Smtp.connect(APPLIANCE.address("mx"));
        smtp.say("EHLO mx." + leaf + ".mssante.test").expect(250);
        smtp.startTls(APPLIANCE.showing(leaf)).expect(250);
        return smtp;
    }

    /** One whole delivery by the good foreign operator. */
    static Reply fromForeign(String to, Message message) {
        try (Smtp smtp = peer("valide")) {
            return smtp.deliver(FOREIGN, to, message.octets());
        }
    }

    /** What the edge says to a recipient, without sending anything. */
    static Reply recipient(String to) {
        try (Smtp smtp = peer("valide")) {
            Reply from = smtp.say("MAIL FROM:<" + FOREIGN + ">");
            return from.positive() ? smtp.say("RCPT TO:<" + to + ">") : from;
        }
    }
}
