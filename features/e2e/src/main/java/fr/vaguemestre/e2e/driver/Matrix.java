package fr.vaguemestre.e2e.driver;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The cases of the agency's audit tool, in both directions, played on a running appliance and its range. */
public final class Matrix {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final Pattern QUEUED = Pattern.compile("queued as (\\w+)");
    private static final String NONE = "-";

    private final Appliance appliance;
    private final Rest admin;
    private final String box;
    private final String password;
    private final Peer peer;
    private final List<String> held = new ArrayList<>();
    private int sent;
    private final String word = "matrice-" + UUID.randomUUID().toString().substring(0, 8);

    /**
     * One case.
     *
     * @param key of the requirement
     * @param what the case
     * @param inbound what happened to mail for us
     * @param outbound what happened to mail of ours
     * @param passed whether both are as they must be
     */
    public record Row(String key, String what, String inbound, String outbound, boolean passed) {}

    private record Cell(String text, boolean good) {
        static final Cell EMPTY = new Cell(NONE, true);
    }

    /** Plays with a mailbox whose owner may send with that password. */
    public Matrix(Appliance appliance, Rest admin, String box, String password) {
        this.appliance = appliance;
        this.admin = admin;
        this.box = box;
        this.password = password;
        this.peer = new Peer(appliance);
    }

    /** Plays all cases. */
    public List<Row> play() {
        List<Row> rows = new ArrayList<>();
        rows.add(row("OP-08 OP-16", "cert-valide", accepted("valide", "valide"), delivered(peer.user())));
        rows.add(row("OP-01", "sans-tls", refused(Intruder.NO_TLS), held("sans-tls", "no-tls")));
        rows.add(row("OP-02", "sans-cert", refused(Intruder.NO_CERTIFICATE), Cell.EMPTY));
        rows.add(row("OP-03", "cert-expire", refused(Intruder.EXPIRED), held("expire", "expired")));
        rows.add(row("OP-04", "cert-revoque", refused(Intruder.REVOKED), held("revoque", "revoked")));
        rows.add(row("OP-05", "cert-non-igc", refused(Intruder.NON_IGC), held("nonigc", "untrusted-issuer")));
        rows.add(row("OP-06", "cert-no-match", refused(Intruder.NO_MATCH), held("nomatch", "dn-mismatch")));
        rows.add(row("OP-07", "cert-cn-diff-dn", refused(Intruder.CN_DIFF_DN), held("cndiffdn", "dn-mismatch")));
        rows.add(row("OP-09", "2 MAIL FROM", secondSender(), Cell.EMPTY));
        rows.add(row("OP-10", "MAIL FROM:<>", nullSender(), Cell.EMPTY));
        rows.add(row(
                "OP-76", "TEST / PROD", refused(Intruder.OTHER_HIERARCHY), held("autreprofil", "untrusted-issuer")));
        rows.add(row(
                "OP-13", "2 operateurs", each("partage", "valide", "pair"), delivered("boite@partage.mssante.test")));
        rows.add(row("OP-13", "5 DN", each("cinq", "valide", "pair", "guillemets"), taken("cinq")));
        rows.add(row("OP-24", "majuscules", accepted("valide", "ESPACES"), taken("Espaces")));
        rows.add(row("OP-24", "\"\" et accents", accepted("guillemets", "guillemets"), taken("guillemets")));
        return rows;
    }

    /** How many messages of ours were delivered to other operators. */
    public int sent() {
        return sent;
    }

    /** Queue ids of what was written to bad operators: it waits, until the mail server gives up. */
    public List<String> held() {
        return List.copyOf(held);
    }

    /** The rows as lines of equal columns. */
    public static List<String> table(List<Row> rows) {
        String form = "%-12s %-16s %-34s %-30s %s";
        List<String> lines = new ArrayList<>();
        lines.add(String.format(form, "OP", "MOTCO1", "in", "out", ""));
        for (Row row : rows) {
            lines.add(String.format(
                    form, row.key(), row.what(), row.inbound(), row.outbound(), row.passed() ? "ok" : "FAILED"));
        }
        return lines;
    }

    private static Row row(String key, String what, Cell in, Cell out) {
        return new Row(key, what, in.text(), out.text(), in.good() && out.good());
    }

    private Cell accepted(String leaf, String domain) {
        String from = word + "@" + domain + ".mssante.test";
        Message message = Message.tricky(from, box);
        Reply reply;
        try (Smtp smtp = secured(leaf)) {
            reply = smtp.deliver(from, box, message.octets());
        }
        if (!reply.positive()) {
            return new Cell(shortly(reply, "?"), false);
        }
        List<Long> found = new ArrayList<>();
        try (Imap imap = Imap.open(appliance, box, password)) {
            Await.until("message " + message.id() + " in " + box, SOON, () -> {
                found.addAll(imap.search("INBOX", "HEADER Message-ID " + message.id()));
                return !found.isEmpty();
            });
            byte[] stored = Message.asSent(imap.fetch(found.getFirst()), message.octets());
            boolean same = Message.sha256(stored).equals(Message.sha256(message.octets()));
            return new Cell(shortly(reply, "UID " + found.getFirst() + (same ? " =" : " altered")), same);
        }
    }

    private Cell refused(Intruder intruder) {
        String sender = intruder.sender(word);
        Instant since = Instant.now().minusSeconds(1);
        Reply refusal = intruder.attempt(appliance, sender, box);
        if (refusal.positive()) {
            return new Cell(shortly(refusal, "ACCEPTED"), false);
        }
        Await.until(
                "trace of " + intruder + " as " + intruder.cause(), SOON, () -> intruder.traced(admin, since, sender));
        return new Cell(shortly(refusal, intruder.cause()), true);
    }

    private Cell secondSender() {
        String first = word + "@valide.mssante.test";
        String second = word + "@nomatch.mssante.test";
        try (Smtp smtp = secured("valide")) {
            Reply good = smtp.deliver(first, box, Message.plain(first, box, "1").octets());
            Reply bad =
                    smtp.deliver(second, box, Message.plain(second, box, "2").octets());
            return new Cell(good.code() + ", " + shortly(bad, "dn-mismatch"), good.code() == 250 && bad.code() == 554);
        }
    }

    private Cell nullSender() {
        Message notice = Message.plain("MAILER-DAEMON@valide.mssante.test", box, "avis");
        Reply listed;
        Reply unlisted;
        try (Smtp smtp = secured("valide")) {
            listed = smtp.deliver("", box, notice.octets());
        }
        try (Smtp smtp = secured("nomatch")) {
            unlisted = smtp.deliver("", box, notice.octets());
        }
        return new Cell(
                listed.code() + ", " + shortly(unlisted, "operator-unlisted"),
                listed.code() == 250 && unlisted.code() == 554);
    }

    /** A domain that several certificates may send for. */
    private Cell each(String domain, String... leaves) {
        List<Cell> cells = Stream.of(leaves).map(leaf -> accepted(leaf, domain)).toList();
        return new Cell(
                "250, ".repeat(leaves.length - 1) + cells.getLast().text(),
                cells.stream().allMatch(Cell::good));
    }

    /** To a simulated operator, which keeps nothing to be read: our Postfix tells what it said. */
    private Cell taken(String label) {
        String to = "boite@" + label + ".mssante.test";
        Reply reply = submitted(to, Message.plain(box, to, "matrice"));
        var queued = QUEUED.matcher(reply.text());
        if (!queued.find()) {
            return new Cell(shortly(reply, ""), false);
        }
        String steps = "/admin/trace?outcome=delivered&q=" + queued.group(1);
        Await.until(
                "delivery to " + to,
                SOON,
                () -> !admin.get(steps).expect(200).json().path("items").isEmpty());
        sent++;
        return new Cell(shortly(reply, "delivered"), true);
    }

    private Cell delivered(String to) {
        Message message = Message.plain(box, to, "matrice");
        Reply reply = submitted(to, message);
        if (!reply.positive()) {
            return new Cell(shortly(reply, ""), false);
        }
        Peer.Read read = peer.received(message, SOON);
        sent++;
        boolean same = Message.sha256(Message.asSent(read.octets(), message.octets()))
                .equals(Message.sha256(message.octets()));
        boolean shown = new String(read.octets(), StandardCharsets.ISO_8859_1)
                .contains("Client CN \"mx.operateur.mssante.test\"");
        return new Cell("UID " + read.uid() + (same ? " =" : " altered") + (shown ? ", our CN" : ""), same && shown);
    }

    private Cell held(String label, String cause) {
        String to = "boite@" + label + ".mssante.test";
        Reply reply = submitted(to, Message.plain(box, to, "matrice"));
        var queued = QUEUED.matcher(reply.text());
        if (!queued.find()) {
            return new Cell(shortly(reply, ""), false);
        }
        held.add(queued.group(1));
        List<String> causes = new ArrayList<>();
        Await.until("a cause for " + to + " in the queue", SOON, () -> {
            for (JsonNode item : admin.get("/admin/queue?q=" + queued.group(1))
                    .expect(200)
                    .json()
                    .path("items")) {
                causes.add(item.at("/recipients/0/cause").asText());
            }
            causes.removeIf(String::isEmpty);
            return !causes.isEmpty();
        });
        return new Cell("held: " + causes.getFirst(), causes.getFirst().equals(cause));
    }

    private Reply submitted(String to, Message message) {
        try (Smtp smtp = Smtp.connect(appliance.address("submission"))) {
            smtp.say("EHLO client.test").expect(250);
            smtp.startTls(appliance.trust()).expect(250);
            smtp.authenticate(box, password).expect(235);
            return smtp.deliver(box, to, message.octets());
        }
    }

    private Smtp secured(String leaf) {
        Smtp smtp = Smtp.connect(appliance.address("mx"));
        smtp.say("EHLO mx." + leaf + ".mssante.test").expect(250);
        smtp.startTls(appliance.showing(leaf)).expect(250);
        return smtp;
    }

    private static String shortly(Reply reply, String cause) {
        var status = Pattern.compile("\\b[245]\\.\\d+\\.\\d+\\b").matcher(reply.text());
        return reply.code() + (status.find() ? " " + status.group() : "") + " " + cause;
    }
}
