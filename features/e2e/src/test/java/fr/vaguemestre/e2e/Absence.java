package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Imap;
import fr.vaguemestre.e2e.driver.Json;
import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Peer;
import fr.vaguemestre.e2e.driver.Reply;
import fr.vaguemestre.e2e.driver.Smtp;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** An absence of PostgreSQL as clients live it: what they are told, what waits, and what is right again afterwards. */
final class Absence {
    /** Within what people sign in again and mail is taken, once PostgreSQL answers: some seconds, and room for a machine that is busy. */
    static final Duration RECOVERY = Duration.ofSeconds(30);

    private final Peer peer = new Peer(World.appliance());
    private final Hospital hospital = Hospital.open();
    private final String box = hospital.box("panne");
    private final String neighbour = hospital.box("voisine");
    private final String owner = subject(box);
    private final Map<String, Integer> told = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();
    private final List<Message> sentBack = new ArrayList<>();
    private final List<Message> taken = new ArrayList<>();

    /** How often each door said what. */
    Map<String, Integer> told() {
        return new TreeMap<>(told);
    }

    /** The whole: a message of ours waits, the database goes for that time, all knock, it returns, nothing was lost. */
    void play(Runnable leave, Duration time, Runnable comeBack) {
        Machine.stop("peer");
        Outbound waiting = Outbound.send(box, peer.user());
        waiting.waiting();
        String pids = pids();
        try (Smtp before = secured()) {
            before.authenticate(box, Hospital.PASSWORD).expect(235);
            leave.run();
            Message message = Message.plain(box, neighbour, "avant");
            assertThat(before.deliver(box, neighbour, message.octets()).code())
                    .as("a session that was open before")
                    .isBetween(400, 499);
            knockFor(time);
        } finally {
            comeBack.run();
        }
        allIsRightAgain();
        assertThat(wrong).as("told among " + told).isEmpty();
        assertThat(pids()).as("no other server was restarted").isEqualTo(pids);
        Machine.start("peer");
        Await.until("what waited in our queue is delivered", Outbound.SOON, () -> {
            World.admin().post("/admin/queue/" + waiting.id() + "/retry", Json.object());
            return peer.holds(waiting.message());
        });
        nothingIsLost();
    }

    /** Knocks at every door at once, again and again, for at least that time. */
    private void knockFor(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        // Tokens once, at the beginning: they end Dovecot's sign-in process (docs/adr/0038), and its successor waits
        // less.
        List.of(
                        soon("token in imap", () -> MailToken.imap("OAUTHBEARER", box, token(owner))
                                .status()),
                        soon("token in submission", () -> MailToken.submission("XOAUTH2", box, token(owner))
                                .text()),
                        soon("token without a grant", () -> MailToken.imap("XOAUTH2", box, token("99999"))
                                .status()))
                .forEach(CompletableFuture::join);
        do {
            List.of(
                            soon("submission", () -> authenticated().text()),
                            soon("imap", () -> signedIn().status()),
                            soon("edge", this::offered))
                    .forEach(CompletableFuture::join);
        } while (System.nanoTime() < end);
    }

    /** All doors are open again in time; to be called when PostgreSQL answers. */
    void allIsRightAgain() {
        Await.passes("IMAP, submission and tokens", RECOVERY, () -> {
            signedIn().expectOk();
            authenticated().expect(235);
            MailToken.imap("OAUTHBEARER", box, token(owner)).expectOk();
        });
        Await.until("the mail edge", RECOVERY, () -> World.recipient(box).code() == 250);
    }

    private void nothingIsLost() {
        for (Message message : sentBack) {
            World.fromForeign(box, message).expect(250);
            taken.add(message);
        }
        Message inside = Message.plain(neighbour, box, "dedans");
        Outbound.send(neighbour, box, inside);
        taken.add(inside);
        for (Message message : taken) {
            Hospital.received(box, message);
        }
        try (Imap imap = Hospital.imap(box)) {
            for (Message message : taken) {
                assertThat(imap.search("INBOX", "HEADER Message-ID " + message.id()))
                        .hasSize(1);
            }
        }
    }

    /** What submission says to the mailbox's password. */
    Reply authenticated() {
        try (Smtp smtp = secured()) {
            return smtp.authenticate(box, Hospital.PASSWORD);
        }
    }

    /** What IMAP says to the mailbox's password. */
    Imap.Response signedIn() {
        try (Imap imap = Imap.connect(World.appliance().address("imap"))) {
            imap.startTls(World.appliance().trust()).expectOk();
            return imap.login(box, Hospital.PASSWORD);
        }
    }

    /** The same, or "closed": Dovecot's reload, once the database is back, may close a session that has not signed in yet. */
    String toldBySigningIn() {
        try {
            return signedIn().status();
        } catch (UncheckedIOException closed) {
            return "closed";
        }
    }

    /** Mail of another operator: what it was told. Kept in the ledger. */
    private String offered() {
        Message message = Message.plain(World.FOREIGN, box, "pendant");
        Reply reply = World.fromForeign(box, message);
        synchronized (this) {
            (reply.positive() ? taken : sentBack).add(message);
        }
        return reply.text();
    }

    /** Lets one knock; IMAP must say that it is unavailable, SMTP must say 4xx, and a token opens nothing, if only by silence. */
    private CompletableFuture<Void> soon(String door, Supplier<String> knock) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                String words = knock.get().replaceAll(" \\[vaguemestre:[^]]*]|<[^>]*>", "");
                boolean refused = words.matches("NO .*|[045]\\d* .*");
                boolean later = words.matches("NO \\[UNAVAILABLE].*|4\\d\\d .*");
                say(door + ": " + words, door.startsWith("token") ? refused : later);
            } catch (UncheckedIOException closed) {
                say(door + ": closed", true);
            } catch (RuntimeException | AssertionError failure) {
                String words = String.valueOf(failure.getMessage());
                // No answer at all is no "never".
                say(door + ": " + words, words.startsWith("SMTP said '0 "));
            }
            done.complete(null);
        });
        return done;
    }

    private synchronized void say(String line, boolean right) {
        told.merge(line, 1, Integer::sum);
        if (!right) {
            wrong.add(line);
        }
    }

    private String token(String subject) {
        return MailToken.signed(MailToken.claims(subject, box));
    }

    private String subject(String address) {
        return hospital.admin()
                .get("/admin/users?q=" + address)
                .expect(200)
                .json()
                .at("/items/0/id")
                .asText();
    }

    private static Smtp secured() {
        Smtp smtp = Smtp.connect(World.appliance().address("submission"));
        smtp.say("EHLO client.test").expect(250);
        smtp.startTls(World.appliance().trust()).expect(250);
        return smtp;
    }

    /** Which process each server is, but for the two that the play itself stops. */
    private static String pids() {
        StringBuilder pids = new StringBuilder();
        for (JsonNode service : Machine.appliance().status().path("services")) {
            String name = service.path("name").asText();
            if (!List.of("postgresql", "peer").contains(name)) {
                pids.append(name)
                        .append(' ')
                        .append(service.path("pid").asLong())
                        .append('\n');
            }
        }
        return pids.toString();
    }
}
