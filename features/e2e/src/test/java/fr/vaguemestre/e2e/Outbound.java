package fr.vaguemestre.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Reply;
import fr.vaguemestre.e2e.driver.Smtp;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A message that one of our mailboxes sent to another operator.
 *
 * @param id queue id of our Postfix
 */
record Outbound(String id, Message message) {
    /** How long a verdict, a delivery or a line of the trace may take. */
    static final Duration SOON = Duration.ofSeconds(40);

    private static final Pattern QUEUED = Pattern.compile("queued as (\\w+)");

    /** Sends a plain message from a mailbox of {@link Hospital#box}. */
    static Outbound send(String from, String to) {
        return send(from, to, Message.plain(from, to, "sortie"));
    }

    /** Sends that message from a mailbox of {@link Hospital#box}; fails unless it is queued. */
    static Outbound send(String from, String to, Message message) {
        Reply reply = offer(from, to, message).expect(250);
        var queued = QUEUED.matcher(reply.text());
        if (!queued.find()) {
            throw new AssertionError("no queue id: " + reply.text());
        }
        return new Outbound(queued.group(1), message);
    }

    /** Offers that message at submission: what the sender is told. */
    static Reply offer(String from, String to, Message message) {
        try (Smtp smtp = Smtp.connect(World.appliance().address("submission"))) {
            smtp.say("EHLO client.test").expect(250);
            smtp.startTls(World.appliance().trust()).expect(250);
            smtp.authenticate(from, Hospital.PASSWORD).expect(235);
            return smtp.deliver(from, to, message.octets());
        }
    }

    /** The same message with one more header, above all others. */
    static Message with(String header, Message message) {
        byte[] line = (header + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] octets = message.octets();
        byte[] whole = new byte[line.length + octets.length];
        System.arraycopy(line, 0, whole, 0, line.length);
        System.arraycopy(octets, 0, whole, line.length, octets.length);
        return new Message(message.id(), whole);
    }

    /** Waits until it lies in the queue with a cause, and gives that. */
    JsonNode waiting() {
        List<JsonNode> found = new ArrayList<>();
        Await.until("a cause in the queue for " + id, SOON, () -> {
            found.clear();
            for (JsonNode item : queue().path("items")) {
                if (item.path("id").asText().equals(id)
                        && item.path("queue").asText().equals("deferred")) {
                    found.add(item.path("recipients").path(0));
                }
            }
            return !found.isEmpty() && !found.getFirst().path("detail").asText().isEmpty();
        });
        return found.getFirst();
    }

    /** Waits until it is no longer in the queue. */
    void gone() {
        Await.until(id + " has left the queue", SOON, () -> !queue().toString().contains(id));
    }

    /** Waits until the trace tells that cause of it. */
    void traced(String outcome, String cause) {
        Await.until(id + " in the trace: " + outcome + " " + cause, SOON, () -> {
            for (JsonNode item : World.admin()
                    .get("/admin/trace?limit=50&outcome=" + outcome + "&cause=" + cause + "&q=" + id)
                    .expect(200)
                    .json()
                    .path("items")) {
                if (item.path("queueId").asText().equals(id)) {
                    return true;
                }
            }
            return false;
        });
    }

    private static JsonNode queue() {
        return World.admin().get("/admin/queue?limit=200").expect(200).json();
    }
}
