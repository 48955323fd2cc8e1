package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.vaguemestre.e2e.driver.Answer;
import fr.vaguemestre.e2e.driver.Imap;
import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Reply;
import fr.vaguemestre.e2e.driver.Rest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Messages that are made to exhaust whoever reads them, from another operator and put into a mailbox by a mail program, past the
 * limits of SMTP: each way ends with an answer, nothing is started anew, and the neighbour is served all the time.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExhaustionTest {
    private static final Duration SERVED = Duration.ofSeconds(15);
    private static final List<String> SERVERS = List.of("karaf", "dovecot", "postfix", "rspamd", "nginx");
    /** What one message may cost whoever reads it by REST, in characters. */
    private static final int MOST_ANSWER = 16_000_000;

    private static final int READERS = 8;
    /** Of a message with a header of 10 MB, in one folder. */
    private static final int COPIES = 12;

    private final Hospital hospital = Hospital.open();
    private final String neighbour = hospital.box("voisin");
    private final Rest asNeighbour = World.anonymous().signIn(neighbour, Hospital.PASSWORD);
    private String running = "";

    @BeforeAll
    void whoRuns() {
        running = processes();
    }

    @AfterAll
    void theSameRunAndAllIsWell() {
        assertThat(processes()).as("nothing was started anew").isEqualTo(running);
        Machine.healthy();
    }

    @Tag("fault-64")
    @ParameterizedTest
    @EnumSource
    void eachIsTakenOrRefusedAndWhatWasTakenCanBeRead(Bomb bomb) {
        String box = hospital.box(World.fresh("bombe"));
        Message message = bomb.from(World.FOREIGN, box);

        Reply reply = World.fromForeign(box, message);

        assertThat(reply.code()).as(reply.text()).isIn(250, 552, 554);
        neighbourIsServed();
        if (reply.positive()) {
            Hospital.received(box, message);
        }
        try (Imap imap = Hospital.imap(box)) {
            imap.append("Drafts", "", bomb.from(box, box).octets()).expectOk();
        }
        Rest reader = World.anonymous().signIn(box, Hospital.PASSWORD);
        int read = read(reader, box, "INBOX");
        assertThat(read).as("listed in INBOX").isEqualTo(reply.positive() ? 1 : 0);
        assertThat(read(reader, box, "Drafts")).as("listed in Drafts").isEqualTo(1);
        neighbourIsServed();
    }

    /** Eight people open the message that costs most, and list a folder full of long headers, all at once. */
    @Tag("fault-64")
    @Test
    void manyAtOnceAreNotMoreThanMemoryHolds() throws Exception {
        String box = hospital.box("foule");
        try (Imap imap = Hospital.imap(box)) {
            for (int copies = 0; copies < COPIES; copies++) {
                imap.append("Drafts", "", Bomb.LONG_HEADER.from(box, box).octets())
                        .expectOk();
            }
            imap.append("INBOX", "", Bomb.MARKUP.from(box, box).octets()).expectOk();
        }
        Rest reader = World.anonymous().signIn(box, Hospital.PASSWORD);
        String markup = "/email/" + box + "/messages/"
                + list(reader, box, "INBOX").path("items").path(0).path("id").asText();
        List<Callable<Answer>> work = new ArrayList<>();
        for (int one = 0; one < READERS; one++) {
            work.add(() -> reader.get(markup));
            work.add(() -> reader.get("/email/" + box + "/messages?folder=Drafts&limit=50"));
        }
        try (ExecutorService readers = Executors.newFixedThreadPool(2 * READERS)) {
            for (Future<Answer> answer : readers.invokeAll(work)) {
                assertThat(answer.get().status())
                        .as(FuzzVerdict.cut(answer.get().text()))
                        .isIn(200, 503);
                assertThat(answer.get().problem()).isIn("", "webmail.busy", "webmail.large-waiting");
            }
        }
        neighbourIsServed();
    }

    /** Lists the folder, opens each message with its octets and its first attachments; how many there were. */
    private static int read(Rest reader, String box, String folder) {
        JsonNode items = list(reader, box, folder).path("items");
        for (JsonNode item : items) {
            String path = "/email/" + box + "/messages/" + item.path("id").asText();
            Answer opened = reader.get(path).expect(200);
            assertThat(opened.text().length()).as("bounded").isLessThan(MOST_ANSWER);
            assertThat(reader.octets(path + "/raw").length)
                    .isEqualTo(item.path("sizeBytes").asInt());
            JsonNode attachments = opened.json().path("attachments");
            for (int at = 0; at < Math.min(3, attachments.size()); at++) {
                reader.octets(path + "/attachments/"
                        + attachments.path(at).path("part").asText());
            }
        }
        assertThat(reader.get("/email/" + box + "/messages?folder=" + folder + "&q=introuvable")
                        .status())
                .isLessThan(500);
        return items.size();
    }

    private static JsonNode list(Rest reader, String box, String folder) {
        Answer listed =
                reader.get("/email/" + box + "/messages?folder=" + folder).expect(200);
        assertThat(listed.text().length()).as("bounded").isLessThan(MOST_ANSWER);
        return listed.json();
    }

    private void neighbourIsServed() {
        long start = System.nanoTime();
        try (Imap imap = Hospital.imap(neighbour)) {
            assertThat(imap.search("INBOX", "ALL")).isEmpty();
        }
        asNeighbour.get("/email/" + neighbour + "/messages").expect(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SERVED);
    }

    private static String processes() {
        return Machine.shell(
                        "for server; do echo \"$server $(s6-svstat -o pid \"$SCAN/$server\")\"; done",
                        SERVERS.toArray(String[]::new))
                .expectOk()
                .out();
    }
}
