package fr.vaguemestre.range;

import java.io.IOException;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;

/**
 * The patients' operator as other operators meet it: it refuses who is nobody at once, takes mail for closed mailboxes and
 * returns it, takes 25 MB, and notes with whom a patient may talk.
 */
final class PatientRoom implements Mailroom {
    /** 25 MB of documents as they travel, in base64. */
    static final long MOST = Math.round(26_214_400 * 1.37);

    private final String domain;
    private final Conversations conversations;
    private final Outgoing outgoing;
    private final QueryLog ledger;
    private final Clock clock;

    /** Takes mail of that domain, and sends its notices by that way. */
    PatientRoom(String domain, Conversations conversations, Outgoing outgoing, QueryLog ledger, Clock clock) {
        this.domain = domain;
        this.conversations = conversations;
        this.outgoing = outgoing;
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public String host() {
        return "mx." + domain;
    }

    @Override
    public boolean isLmtp() {
        return false;
    }

    @Override
    public long size() {
        return MOST;
    }

    @Override
    public String recipient(Envelope envelope, String recipient) {
        if (!recipient.toLowerCase(Locale.ROOT).endsWith("@" + domain)) {
            return "554 5.7.1 no relay";
        }
        return switch (PatientBox.of(recipient)) {
            case INVALID -> "550 5.1.3 <" + recipient + "> adresse de patient invalide / not a patient's address";
            case UNKNOWN -> "550 5.1.1 <" + recipient + "> patient inconnu / unknown patient";
            case CLOSED, OPEN -> OK;
        };
    }

    @Override
    public String message(Envelope envelope, byte[] message) throws IOException {
        if (message.length > MOST) {
            return "552 5.3.4 message trop volumineux, 25 Mo au plus / message too big, 25 MB at most";
        }
        var received = Received.of(message);
        for (String patient : envelope.recipients()) {
            boolean noticed = PatientBox.of(patient) == PatientBox.CLOSED
                    ? returned(envelope.sender(), patient, received)
                    : taken(envelope, patient, received, Document.sha256(message));
            if (!noticed) {
                return "451 4.3.0 a notice could not be sent";
            }
        }
        return OK;
    }

    private boolean taken(Envelope envelope, String patient, Received received, String digest) throws IOException {
        String professional = envelope.sender();
        boolean last = closes(received);
        note("mail from=<%s> to=<%s> client=%s sha256=%s%s"
                .formatted(professional, patient, envelope.client().orElse("-"), digest, last ? " FIN" : ""));
        if (professional.isEmpty()) {
            return true;
        }
        conversations.wrote(professional, patient, last);
        Optional<String> asked = received.header("Disposition-Notification-To");
        return asked.isEmpty()
                || sent(professional, report(patient, professional).processed(received, patient));
    }

    private boolean returned(String sender, String patient, Received received) throws IOException {
        note("returned from=<%s> to=<%s>".formatted(sender, patient));
        String words = "boite de patient fermee / this patient's mailbox is closed";
        Report report = report("mailer-daemon@" + domain, sender);
        return sender.isEmpty() || sent(sender, report.undelivered(received, patient, "5.2.1", words));
    }

    /** Whether the professional wants no answer: by the header, or by a subject of nothing else. */
    private static boolean closes(Received received) {
        return received.header("X-MSS-MES").filter("FIN"::equals).isPresent()
                || received.header("Subject").filter("[FIN]"::equals).isPresent();
    }

    private Report report(String author, String to) {
        return new Report(host(), author, to, clock.instant());
    }

    private boolean sent(String to, byte[] notice) throws IOException {
        return outgoing.deliver("", to, notice).positive();
    }

    @Override
    public void note(String event) throws IOException {
        ledger.note("patient " + event);
    }
}
