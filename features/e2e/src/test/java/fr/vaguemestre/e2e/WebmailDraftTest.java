package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.vaguemestre.e2e.driver.Imap;
import fr.vaguemestre.e2e.driver.Json;
import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Rest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An answer that is put aside and taken up again, by whichever page or program, is still an answer. */
class WebmailDraftTest {
    private final Hospital hospital = Hospital.open();
    private final String box = hospital.box("reprise");
    private final Rest person = World.anonymous().signIn(box, Hospital.PASSWORD);

    @Test
    void aResumedDraftStillAnswersItsOriginal() {
        String other = hospital.box("lectrice");
        Message question = received("question");
        String original = listed("INBOX").path("id").asText();
        Map<String, Object> body = Json.object("subject", "Re: question", "text", "début", "inReplyTo", original);
        String first = person.post("/email/" + box + "/drafts", body)
                .expect(201)
                .json()
                .path("id")
                .asText();

        body.remove("inReplyTo");
        body.put("to", List.of(other));
        body.put("text", "début, suite");
        String second = person.send("PUT", "/email/" + box + "/drafts/" + first, Rest.json(body))
                .expect(200)
                .json()
                .path("id")
                .asText();
        assertThat(message(second).path("inReplyTo").asText()).isEqualTo(question.id());
        body.put("draft", second);
        String id = person.post("/email/" + box + "/messages", body)
                .expect(202)
                .json()
                .path("messageId")
                .asText();

        byte[] read = Hospital.received(other, new Message(id, new byte[0]));
        String headers = new String(read, StandardCharsets.US_ASCII).split("\r\n\r\n", 2)[0];
        assertThat(headers)
                .contains("\r\nIn-Reply-To: " + question.id() + "\r\n", "\r\nReferences: " + question.id() + "\r\n");
        assertThat(message(original).path("flags").toString()).contains("answered");
        person.get("/email/" + box + "/messages/" + second).expect(404);
    }

    @Test
    void whatIsNoDraftMakesNoAnswer() {
        Message question = received("autre question");
        try (Imap imap = Hospital.imap(box)) {
            String answer = "From: <a@x.test>\r\nSubject: suite\r\nMessage-ID: <suite@x.test>\r\nIn-Reply-To: "
                    + question.id() + "\r\n\r\nx\r\n";
            imap.append("INBOX", "", answer.getBytes(StandardCharsets.UTF_8)).expectOk();
        }
        String foreign = listed("INBOX").path("id").asText();
        Map<String, Object> body = Json.object("to", List.of(box), "subject", "x", "text", "x", "draft", foreign);

        person.post("/email/" + box + "/messages", body).expect(202);

        assertThat(message(listed("Sent").path("id").asText()).path("inReplyTo").isNull())
                .isTrue();
        assertThat(message(foreign).path("folder").asText()).isEqualTo("INBOX");
    }

    private Message received(String subject) {
        Message message = Message.plain(World.FOREIGN, box, subject);
        World.fromForeign(box, message).expect(250);
        Hospital.received(box, message);
        return message;
    }

    /** The newest message of a folder. */
    private JsonNode listed(String folder) {
        return person.get("/email/" + box + "/messages?folder=" + folder)
                .expect(200)
                .json()
                .path("items")
                .path(0);
    }

    private JsonNode message(String id) {
        return person.get("/email/" + box + "/messages/" + id).expect(200).json();
    }
}
