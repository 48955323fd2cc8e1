package fr.vaguemestre.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Json;
import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Rest;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * One of each thing that can be named, all of one hospital.
 *
 * @param user its mailbox's owner, signed in
 * @param secret a word of a mail in its mailbox, which nobody else may ever read
 */
record Holdings(Hospital hospital, Rest user, String box, String secret, Map<Thing, String> things) {
    private static final String REVOKED = "boite@revoque.mssante.test";

    /** Makes one of each. */
    static Holdings of(Hospital hospital, String word) {
        String box = hospital.box(word);
        String secret = "canari" + UUID.randomUUID().toString().replace("-", "");
        Message mail = Message.plain(World.FOREIGN, box, secret);
        World.fromForeign(box, mail).expect(250);
        Outbound held = Outbound.send(box, REVOKED, Message.plain(box, REVOKED, secret));
        Hospital.received(box, mail);
        Rest user = World.anonymous().signIn(box, Hospital.PASSWORD);

        Map<Thing, String> things = new EnumMap<>(Thing.class);
        things.put(Thing.DOMAIN, hospital.domain());
        things.put(Thing.STRUCTURE, hospital.finess());
        things.put(Thing.MAILBOX, box);
        things.put(Thing.MAIL_ID, mail.id());
        things.put(Thing.QUEUED, held.id());
        things.put(Thing.WORDS, secret);
        things.put(Thing.FOLDER, "user/" + box);
        things.put(Thing.USER, first(hospital, "/admin/users?q=" + box, "/items/0/id"));
        things.put(Thing.MESSAGE, text(user, "/email/" + box + "/messages", "/items/0/id"));
        hospital.box(word + "-2");
        things.put(Thing.CURSOR, first(hospital, "/mailboxes?limit=1", "/nextCursor"));
        Await.until("its publication is noted", AnnuaireTest.SOON, () -> AnnuaireTest.publication(hospital.admin(), box)
                .hasNonNull("id"));
        things.put(
                Thing.PUBLICATION,
                AnnuaireTest.publication(hospital.admin(), box).path("id").asText());
        things.put(Thing.CERTIFICATE, certificate(hospital));
        return new Holdings(hospital, user, box, secret, things);
    }

    /** Names that nobody has. */
    static Map<Thing, String> nobodys(Hospital hospital) {
        Map<Thing, String> things = new EnumMap<>(Thing.class);
        things.put(Thing.DOMAIN, World.fresh("rien") + ".mssante.test");
        things.put(Thing.STRUCTURE, World.freshFiness());
        things.put(Thing.MAILBOX, "rien@" + hospital.domain());
        things.put(Thing.MAIL_ID, "<" + UUID.randomUUID() + "@client.test>");
        things.put(Thing.QUEUED, "4jXrien0000rien");
        things.put(Thing.WORDS, "rien" + UUID.randomUUID().toString().replace("-", ""));
        things.put(Thing.FOLDER, "user/rien@" + hospital.domain());
        things.put(Thing.USER, UUID.randomUUID().toString());
        things.put(Thing.MESSAGE, "bnVsbA");
        things.put(Thing.CURSOR, "bnVsbA");
        things.put(Thing.PUBLICATION, UUID.randomUUID().toString());
        things.put(Thing.CERTIFICATE, UUID.randomUUID().toString());
        return things;
    }

    /** The request for a certificate of the hospital's. */
    private static String certificate(Hospital hospital) {
        return hospital.admin()
                .post(
                        "/admin/domains/" + hospital.domain() + "/certificates",
                        Json.object("usage", "ORG_AUTH_CLI", "algorithm", "EC_P256"))
                .expect(201)
                .json()
                .path("id")
                .asText();
    }

    /** A key of idempotency under which its administrator has just sent something. */
    String usedKey() {
        String key = UUID.randomUUID().toString();
        hospital.admin()
                .send("POST", "/mailboxes", Rest.json(Json.object()), "Idempotency-Key", key)
                .expect(400);
        return key;
    }

    String get(Thing thing) {
        return things.getOrDefault(thing, "");
    }

    /** What tells of this hospital wherever it is read. */
    List<String> marks() {
        return Stream.concat(
                        Stream.of(
                                        Thing.DOMAIN,
                                        Thing.STRUCTURE,
                                        Thing.USER,
                                        Thing.QUEUED,
                                        Thing.PUBLICATION,
                                        Thing.CERTIFICATE,
                                        Thing.MAIL_ID)
                                .map(this::get),
                        Stream.of(secret))
                .toList();
    }

    /** What its administrator sees of it. */
    String state() {
        return hospital.admin().get("/mailboxes").text()
                + hospital.admin().get("/admin/users").text()
                + hospital.admin().get("/admin/domains").text()
                + hospital.admin()
                        .get("/admin/domains/" + hospital.domain() + "/certificates")
                        .text()
                + user.get("/email/" + box + "/folders").text();
    }

    private static String first(Hospital hospital, String path, String pointer) {
        return text(hospital.admin(), path, pointer);
    }

    private static String text(Rest as, String path, String pointer) {
        JsonNode answer = as.get(path).expect(200).json();
        if (!answer.at(pointer).isTextual()) {
            throw new AssertionError("no " + pointer + " in " + path + ": " + answer);
        }
        return answer.at(pointer).asText();
    }
}
