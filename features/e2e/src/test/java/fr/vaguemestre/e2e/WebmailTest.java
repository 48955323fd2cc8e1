package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.vaguemestre.e2e.driver.Answer;
import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Imap;
import fr.vaguemestre.e2e.driver.Json;
import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Rest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A person reads and answers over REST; what it does is seen over IMAP, and the other way round. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebmailTest {
    private static final String FRENCH = "Résultats d’analyse – suite à l’œdème";

    private final Hospital hospital = Hospital.open();
    private String box = "";
    private String other = "";
    private Rest person = World.anonymous();

    @BeforeAll
    void people() {
        box = hospital.box("lecture");
        other = hospital.box("voisine");
        person = World.anonymous().signIn(box, Hospital.PASSWORD);
    }

    @Test
    void theFoldersAreThereFromTheStart() {
        JsonNode folders = person.get("/email/" + box + "/folders").expect(200).json();
        assertThat(folders.path("items").findValuesAsText("name"))
                .startsWith("INBOX", "Drafts", "Sent", "Junk", "Trash");
        assertThat(folders.path("items").findValuesAsText("use"))
                .startsWith("INBOX", "DRAFTS", "SENT", "JUNK", "TRASH");
    }

    @Test
    void aForeignMessageIsListedOpenedAndReadByteByByte() {
        Message message = Message.tricky(World.FOREIGN, box);
        World.fromForeign(box, message).expect(250);
        byte[] stored = Hospital.received(box, message);

        JsonNode listed = inFolder("INBOX", message.id());
        assertThat(listed.path("subject").asText()).isEqualTo("Résultats");
        assertThat(listed.path("from").path("address").asText()).isEqualTo(World.FOREIGN);
        assertThat(listed.path("sizeBytes").asLong()).isEqualTo(stored.length);
        assertThat(listed.path("flags").toString()).isEqualTo("[]");

        String path = "/email/" + box + "/messages/" + listed.path("id").asText();
        JsonNode opened = person.get(path).expect(200).json();
        assertThat(opened.path("messageId").asText()).isEqualTo(message.id());
        assertThat(opened.path("text").asText()).contains("été œuvre €", "From here on");
        assertThat(person.get(path).json().path("flags").toString())
                .as("reading marks nothing")
                .isEqualTo("[]");
        byte[] raw = person.octets(path + "/raw");
        assertThat(raw).isEqualTo(stored);
        assertThat(Message.asSent(raw, message.octets())).isEqualTo(message.octets());
    }

    @Test
    void marksAndMovesAreSeenInImapUnderTheSameId() {
        Message message = received("à classer");
        String path = path(inFolder("INBOX", message.id()));
        JsonNode marked = person.patch(path, Json.object("addFlags", List.of("seen", "flagged")))
                .expect(200)
                .json();
        assertThat(marked.path("flags").toString()).isEqualTo("[\"seen\",\"flagged\"]");
        try (Imap imap = Hospital.imap(box)) {
            assertThat(imap.search("INBOX", "SEEN FLAGGED HEADER Message-ID " + message.id()))
                    .hasSize(1);
        }
        person.patch(path, Json.object("flags", List.of("flagged"))).expect(200);
        try (Imap imap = Hospital.imap(box)) {
            assertThat(imap.search("INBOX", "UNSEEN FLAGGED HEADER Message-ID " + message.id()))
                    .hasSize(1);
            imap.command("CREATE \"Patients/&AMk-t&AOk-\"").expectOk();
        }
        JsonNode moved = person.patch(path, Json.object("folder", "Patients/Été"))
                .expect(200)
                .json();
        assertThat(moved.path("folder").asText()).isEqualTo("Patients/Été");
        assertThat(path(moved)).as("the same id").isEqualTo(path);
        assertThat(path(inFolder("Patients/%C3%89t%C3%A9", message.id()))).isEqualTo(path);
        assertThat(person.get(path).expect(200).json().path("folder").asText()).isEqualTo("Patients/Été");
        person.patch(path, Json.object("folder", "Nulle part")).expect(404);
        person.patch(path, Json.object("addFlags", List.of("doré"))).expect(400);
        person.delete(path).expect(204);
        assertThat(person.get(path).expect(200).json().path("folder").asText()).isEqualTo("Trash");
        person.delete(path).expect(204);
        assertThat(person.get(path).expect(404).problem()).isEqualTo("webmail.message-unknown");
    }

    @Test
    void whatIsSentArrivesWithItsAttachmentAndIsKept() {
        byte[] file = new byte[700_000];
        new Random(7).nextBytes(file);
        Map<String, Object> body = message(other, FRENCH);
        body.put("html", "<p>été <b>gras</b></p>");
        body.put("requestMdn", true);
        body.put(
                "attachments",
                List.of(Json.object(
                        "name", "réponse.bin",
                        "type", "application/x-essai",
                        "base64", Base64.getEncoder().encodeToString(file))));

        JsonNode sent =
                person.post("/email/" + box + "/messages", body).expect(202).json();
        assertThat(sent.path("queueId").asText()).isNotBlank();

        Rest reader = World.anonymous().signIn(other, Hospital.PASSWORD);
        JsonNode opened = opened(reader, other, "INBOX", sent.path("messageId").asText());
        assertThat(opened.path("subject").asText()).isEqualTo(FRENCH);
        assertThat(opened.path("text").asText()).isEqualTo("Bonjour,\n.\nété");
        assertThat(opened.path("html").asText()).contains("<b>gras</b>");
        assertThat(opened.path("mdnTo").path("address").asText()).isEqualTo(box);
        JsonNode attached = opened.path("attachments").path(0);
        assertThat(attached.path("name").asText()).isEqualTo("réponse.bin");
        String place = "/email/" + other + "/messages/" + opened.path("id").asText() + "/attachments/";
        assertThat(reader.octets(place + attached.path("part").asText())).isEqualTo(file);
        reader.get(place + "9.9").expect(404);

        JsonNode copy = opened(person, box, "Sent", sent.path("messageId").asText());
        assertThat(copy.path("flags").toString()).contains("seen");
        assertThat(copy.path("attachments")).hasSize(1);
    }

    @Test
    void aFormSendsToo() {
        String part = "\r\n--B\r\nContent-Disposition: form-data; name=";
        String file = "\"f\"; filename=\"note.txt\"\r\nContent-Type: text/plain\r\n\r\nlà";
        String text = part + "\"to\"\r\n\r\n" + other + part + "\"subject\"\r\n\r\nÀ lire" + part
                + "\"text\"\r\n\r\nvoilà" + part + file + "\r\n--B--\r\n";
        JsonNode sent = person.form("/email/" + box + "/messages", "B", text)
                .expect(202)
                .json();
        JsonNode copy = opened(person, box, "Sent", sent.path("messageId").asText());
        assertThat(copy.path("subject").asText()).isEqualTo("À lire");
        assertThat(copy.path("attachments").path(0).path("name").asText()).isEqualTo("note.txt");
    }

    @Test
    void anAnswerRefersToTheMessageAndHiddenCopiesStayHidden() {
        Message message = received("question");
        JsonNode question = inFolder("INBOX", message.id());
        Map<String, Object> body = message(other, "Re: question");
        body.put("inReplyTo", question.path("id").asText());
        body.put("bcc", List.of(box));

        String id = person.post("/email/" + box + "/messages", body)
                .expect(202)
                .json()
                .path("messageId")
                .asText();

        Rest reader = World.anonymous().signIn(other, Hospital.PASSWORD);
        JsonNode answer = opened(reader, other, "INBOX", id);
        assertThat(answer.path("inReplyTo").asText()).isEqualTo(message.id());
        byte[] raw = reader.octets(
                "/email/" + other + "/messages/" + answer.path("id").asText() + "/raw");
        assertThat(new String(raw, StandardCharsets.UTF_8).toLowerCase(java.util.Locale.ROOT))
                .doesNotContain("bcc:");
        assertThat(opened(person, box, "INBOX", id).path("subject").asText()).isEqualTo("Re: question");
        assertThat(opened(person, box, "Sent", id)
                        .path("bcc")
                        .path(0)
                        .path("address")
                        .asText())
                .isEqualTo(box);
        assertThat(person.get(path(question)).json().path("flags").toString()).contains("answered");
    }

    @Test
    void theSameKeySendsOnce() {
        Map<String, Object> body = message(other, World.fresh("une-fois"));
        String key = UUID.randomUUID().toString();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.add(person.send("POST", "/email/" + box + "/messages", Rest.json(body), "Idempotency-Key", key)
                    .expect(202)
                    .json()
                    .path("messageId")
                    .asText());
        }
        assertThat(ids.stream().distinct()).hasSize(1);
        Message last = new Message(ids.getFirst(), new byte[0]);
        Hospital.received(other, last);
        person.post("/email/" + box + "/messages", message(other, "après")).expect(202);
        try (Imap imap = Hospital.imap(other)) {
            assertThat(imap.search("INBOX", "HEADER Message-ID " + ids.getFirst()))
                    .hasSize(1);
            assertThat(imap.search("INBOX", "SUBJECT " + body.get("subject"))).hasSize(1);
        }
        body.put("text", "autre");
        person.send("POST", "/email/" + box + "/messages", Rest.json(body), "Idempotency-Key", key)
                .expect(409);
    }

    @Test
    void aDraftIsKeptRewrittenAndSent() {
        Map<String, Object> body = Json.object("subject", "brouillon un", "text", "début");
        String first = person.post("/email/" + box + "/drafts", body)
                .expect(201)
                .json()
                .path("id")
                .asText();
        body.put("text", "début, suite");
        body.put("to", List.of("Voisine <" + other + ">"));
        String second = person.send("PUT", "/email/" + box + "/drafts/" + first, Rest.json(body))
                .expect(200)
                .json()
                .path("id")
                .asText();
        person.get("/email/" + box + "/messages/" + first).expect(404);
        JsonNode kept =
                person.get("/email/" + box + "/messages/" + second).expect(200).json();
        assertThat(kept.path("folder").asText()).isEqualTo("Drafts");
        assertThat(kept.path("text").asText()).isEqualTo("début, suite");
        assertThat(kept.path("to").path(0).path("name").asText()).isEqualTo("Voisine");
        assertThat(kept.path("flags").toString()).contains("draft");

        body.put("draft", second);
        String id = person.post("/email/" + box + "/messages", body)
                .expect(202)
                .json()
                .path("messageId")
                .asText();
        person.get("/email/" + box + "/messages/" + second).expect(404);
        assertThat(opened(person, box, "Sent", id).path("text").asText()).isEqualTo("début, suite");
    }

    @Test
    void whatCannotBeSentIsRefusedBeforeAnythingLeaves() {
        String path = "/email/" + box + "/messages";
        int sent = count("Sent");
        assertThat(refused(path, message("pas-une-adresse", "x"))).contains("webmail.address-malformed");
        assertThat(refused(path, Json.object("subject", "x"))).contains("webmail.recipient-missing");
        assertThat(refused(path, message(other, "x\r\nBcc: " + other))).contains("webmail.subject-malformed");
        Map<String, Object> half = message(other, "à moitié");
        half.put("cc", List.of(hospital.address("personne")));
        assertThat(refused(path, half)).contains("webmail.recipient-refused", "personne@");
        Map<String, Object> large = message(other, "gros");
        large.put(
                "attachments",
                List.of(Json.object(
                        "name", "gros", "base64", Base64.getEncoder().encodeToString(new byte[26_300_000]))));
        assertThat(refused(path, large)).contains("webmail.attachments-large");
        Map<String, Object> broken = message(other, "cassé");
        broken.put("attachments", List.of(Json.object("name", "x", "base64", "*")));
        assertThat(refused(path, broken)).contains("webmail.attachment-unreadable");
        assertThat(count("Sent")).isEqualTo(sent);
        try (Imap imap = Hospital.imap(other)) {
            assertThat(imap.search("INBOX", "CHARSET UTF-8 SUBJECT moiti")).isEmpty();
        }
        Answer french = person.send("POST", path, Rest.json(Json.object()), "Accept-Language", "fr");
        assertThat(french.json().path("title").asText()).isEqualTo("Message refusé");
        Answer english = person.send("POST", path, Rest.json(Json.object()), "Accept-Language", "en");
        assertThat(english.json().path("title").asText()).isEqualTo("Message refused");
    }

    @Test
    void nobodyElseReadsIt() {
        Message message = received("secret");
        String path = path(inFolder("INBOX", message.id()));
        Rest neighbour = World.anonymous().signIn(other, Hospital.PASSWORD);
        Hospital elsewhere = Hospital.open();
        String foreign = elsewhere.box("ailleurs");
        for (Rest stranger : List.of(
                neighbour, hospital.admin(), World.admin(), World.anonymous().signIn(foreign, Hospital.PASSWORD))) {
            for (String route : List.of("/folders", "/messages")) {
                assertThat(stranger.get("/email/" + box + route).expect(404).problem())
                        .isEqualTo("webmail.mailbox-unknown");
            }
            stranger.get(path).expect(404);
            stranger.get(path + "/raw").expect(404);
            stranger.patch(path, Json.object("addFlags", List.of("seen"))).expect(404);
            stranger.delete(path).expect(404);
            stranger.post("/email/" + box + "/messages", message(other, "faux")).expect(404);
        }
        neighbour.get(path.replace(box, other)).expect(404);
        World.anonymous().get(path).expect(401);
    }

    @Test
    void pagesFiltersAndSortsCoverTheFolder() {
        String many = hospital.box("liste");
        Rest reader = World.anonymous().signIn(many, Hospital.PASSWORD);
        try (Imap imap = Hospital.imap(many)) {
            for (int i = 0; i < 25; i++) {
                String text = "From: <a" + (i % 5) + "@x.test>\r\nSubject: sujet " + (char) ('a' + (i * 7) % 25)
                        + "\r\nMessage-ID: <" + i + "@x.test>\r\n\r\ncorps " + (i == 11 ? "aiguille été" : "foin")
                        + "\r\n";
                imap.append("INBOX", i % 2 == 0 ? "\\Seen" : "", text.getBytes(StandardCharsets.UTF_8))
                        .expectOk();
            }
        }
        for (String query : List.of(
                "limit=7", "limit=7&sort=date", "limit=7&sort=subject", "limit=7&sort=-from", "limit=7&sort=size")) {
            assertThat(walk(reader, many, query)).as(query).hasSize(25).doesNotHaveDuplicates();
        }
        assertThat(walk(reader, many, "limit=7&sort=subject")).isSorted();
        assertThat(walk(reader, many, "limit=5&unread=true")).hasSize(12).doesNotHaveDuplicates();
        assertThat(walk(reader, many, "q=aiguille%20%C3%A9t%C3%A9")).hasSize(1);
        assertThat(walk(reader, many, "q=%22)%20ALL%20(%22%0D%0AA1%20LOGOUT")).isEmpty();
        JsonNode first =
                reader.get("/email/" + many + "/messages?limit=7").expect(200).json();
        assertThat(first.path("total").asInt()).isEqualTo(25);
        reader.get("/email/" + many + "/messages?sort=couleur").expect(400);
        reader.get("/email/" + many + "/messages?cursor=rien").expect(400);
        reader.get("/email/" + many + "/messages?folder=Nulle").expect(404);
        reader.get("/email/" + many + "/messages?folder=%22%0D%0AA1%20LOGOUT").expect(404);
        reader.get("/email/" + many + "/messages/pas-un-id").expect(404);
    }

    private static List<String> walk(Rest reader, String mailbox, String query) {
        List<String> subjects = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            String next = cursor.map(value -> "&cursor=" + value).orElse("");
            JsonNode page = reader.get("/email/" + mailbox + "/messages?" + query + next)
                    .expect(200)
                    .json();
            page.path("items").forEach(item -> subjects.add(item.path("subject").asText()));
            cursor = Optional.ofNullable(page.path("nextCursor").textValue());
        } while (cursor.isPresent());
        return subjects;
    }

    private String refused(String path, Map<String, Object> body) {
        return person.post(path, body).expect(400).text();
    }

    private int count(String folder) {
        return person.get("/email/" + box + "/messages?folder=" + folder)
                .expect(200)
                .json()
                .path("total")
                .asInt();
    }

    private static Map<String, Object> message(String to, String subject) {
        return Json.object("to", List.of(to), "subject", subject, "text", "Bonjour,\n.\nété");
    }

    private Message received(String subject) {
        Message message = Message.plain(World.FOREIGN, box, subject);
        World.fromForeign(box, message).expect(250);
        Hospital.received(box, message);
        return message;
    }

    private JsonNode inFolder(String folder, String messageId) {
        return find(person, box, folder, messageId).orElseThrow();
    }

    private static JsonNode opened(Rest reader, String mailbox, String folder, String messageId) {
        Await.until(messageId + " in " + folder, Hospital.DELIVERY, () -> find(reader, mailbox, folder, messageId)
                .isPresent());
        String id = find(reader, mailbox, folder, messageId)
                .orElseThrow()
                .path("id")
                .asText();
        return reader.get("/email/" + mailbox + "/messages/" + id).expect(200).json();
    }

    private static Optional<JsonNode> find(Rest reader, String mailbox, String folder, String messageId) {
        JsonNode page = reader.get("/email/" + mailbox + "/messages?folder=" + folder)
                .expect(200)
                .json();
        for (JsonNode item : page.path("items")) {
            String id = item.path("id").asText();
            JsonNode message = reader.get("/email/" + mailbox + "/messages/" + id)
                    .expect(200)
                    .json();
            if (message.path("messageId").asText().equals(messageId)) {
                return Optional.of(item);
            }
        }
        return Optional.empty();
    }

    private String path(JsonNode message) {
        return "/email/" + box + "/messages/" + message.path("id").asText();
    }
}
