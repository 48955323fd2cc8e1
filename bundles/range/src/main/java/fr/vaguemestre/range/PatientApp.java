package fr.vaguemestre.range;

import java.io.IOException;
import java.util.Locale;

/** What a patient writes in the application of Mon espace santé: an answer to a professional, and nothing else. */
final class PatientApp implements Mailroom {
    private final String domain;
    private final Conversations conversations;
    private final Outgoing outgoing;
    private final QueryLog ledger;

    /** Hands on what patients of that domain may write. */
    PatientApp(String domain, Conversations conversations, Outgoing outgoing, QueryLog ledger) {
        this.domain = domain;
        this.conversations = conversations;
        this.outgoing = outgoing;
        this.ledger = ledger;
    }

    @Override
    public String host() {
        return "app." + domain;
    }

    @Override
    public boolean isLmtp() {
        return false;
    }

    @Override
    public String recipient(Envelope envelope, String recipient) {
        String patient = envelope.sender().toLowerCase(Locale.ROOT);
        if (!patient.endsWith("@" + domain) || PatientBox.of(patient) != PatientBox.OPEN) {
            return "550 5.1.0 not a patient of this operator";
        }
        return conversations.isOpen(recipient, patient)
                ? OK
                : "550 5.7.1 ce professionnel ne vous a pas ecrit, ou a clos l'echange / no open exchange with this"
                        + " professional (no-exchange)";
    }

    @Override
    public String message(Envelope envelope, byte[] message) throws IOException {
        for (String recipient : envelope.recipients()) {
            var reply = outgoing.deliver(envelope.sender(), recipient, message);
            note("answer from=<%s> to=<%s>: %d".formatted(envelope.sender(), recipient, reply.code()));
            if (!reply.positive()) {
                return reply.lines().getLast();
            }
        }
        return OK;
    }

    @Override
    public void note(String event) throws IOException {
        if (!event.startsWith("connect ")) {
            ledger.note("patient " + event);
        }
    }
}
