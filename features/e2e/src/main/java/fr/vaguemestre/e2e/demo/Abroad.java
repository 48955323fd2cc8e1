package fr.vaguemestre.e2e.demo;

import fr.vaguemestre.e2e.driver.Appliance;
import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Imap;
import fr.vaguemestre.e2e.driver.Matrix;
import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Peer;
import fr.vaguemestre.e2e.driver.Reply;
import fr.vaguemestre.e2e.driver.Rest;
import fr.vaguemestre.e2e.driver.Smtp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** The part of the story that crosses the border: mail with the foreign operator of the range, and the audit tool's cases. */
final class Abroad {
    private static final Duration DELIVERY = Duration.ofSeconds(30);

    private final Appliance appliance;
    private final Texts texts;
    private int sent;
    private final Peer peer;
    private final String doctor;
    private final String password;

    /** The doctor's mailbox and its password. */
    Abroad(Appliance appliance, Texts texts, String doctor, String password) {
        this.appliance = appliance;
        this.texts = texts;
        this.peer = new Peer(appliance);
        this.doctor = doctor;
        this.password = password;
    }

    /** Writes to the foreign operator, has its echo answer, and lets it write to us. */
    List<String> exchange() {
        List<String> lines = new ArrayList<>();
        Message out = Message.plain(doctor, peer.user(), "Compte rendu");
        sent(peer.user(), out);
        Peer.Read read = peer.received(out, DELIVERY);
        String hash = Message.sha256(out.octets());
        same(hash, Message.sha256(Message.asSent(read.octets(), out.octets())));
        lines.add(texts.get("abroad.out", peer.user(), Long.toString(read.uid()), hash));

        Message question = Message.plain(doctor, Peer.ECHO, "Question");
        sent(Peer.ECHO, question);
        Peer.Read answer = arrived("HEADER In-Reply-To " + question.id());
        lines.add(texts.get(
                "abroad.echo", Peer.ECHO, doctor, Long.toString(answer.uid()), Message.sha256(answer.octets())));

        Message in = Message.plain(peer.user(), doctor, "Avis");
        try (Smtp smtp = peer.submission()) {
            Reply reply = smtp.deliver(peer.user(), doctor, in.octets());
            require(reply.code() == 250, reply.text());
        }
        Peer.Read arrived = arrived("HEADER Message-ID " + in.id());
        String body = Message.sha256(Message.body(in.octets()));
        same(body, Message.sha256(Message.body(arrived.octets())));
        lines.add(texts.get("abroad.in", peer.user(), doctor, Long.toString(arrived.uid()), body));
        return lines;
    }

    /**
     * Plays the audit tool's cases in both directions.
     *
     * @param left told of each message that waits then: its sender and its queue id
     */
    List<String> matrix(Rest admin, BiConsumer<String, String> left) {
        var matrix = new Matrix(appliance, admin, doctor, password);
        List<Matrix.Row> rows;
        try {
            rows = matrix.play();
            sent += matrix.sent();
        } finally {
            matrix.held().forEach(id -> left.accept(doctor, id));
        }
        List<String> table = Matrix.table(rows);
        require(rows.stream().allMatch(Matrix.Row::passed), String.join(" | ", table));
        return table;
    }

    /** How many messages other operators got from us so far. */
    int sent() {
        return sent;
    }

    private void sent(String to, Message message) {
        try (Smtp smtp = Smtp.connect(appliance.address("submission"))) {
            smtp.say("EHLO client.test").expect(250);
            smtp.startTls(appliance.trust()).expect(250);
            smtp.authenticate(doctor, password).expect(235);
            Reply reply = smtp.deliver(doctor, to, message.octets());
            require(reply.code() == 250, "RCPT " + to + ": " + reply.text());
            sent++;
        }
    }

    private Peer.Read arrived(String criteria) {
        List<Long> found = new ArrayList<>();
        try (Imap imap = Imap.open(appliance, doctor, password)) {
            Await.until(criteria + " in " + doctor, DELIVERY, () -> {
                found.addAll(imap.search("INBOX", criteria));
                return !found.isEmpty();
            });
            return new Peer.Read(found.getFirst(), imap.fetch(found.getFirst()));
        }
    }

    private static void same(String sent, String read) {
        require(sent.equals(read), "sha256 " + sent + " ≠ " + read);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
