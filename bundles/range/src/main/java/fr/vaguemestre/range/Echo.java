package fr.vaguemestre.range;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The mailbox {@code echo@} of the foreign operator, over LMTP: answers every mail but those that RFC 3834 forbids to
 * answer, with the null sender, so that two of its kind never talk to each other without end.
 */
final class Echo implements Mailroom {
    private static final Pattern AUTOMATIC = Pattern.compile(
            "(?im)^(?:Auto-Submitted:(?!\\s*no\\b)|Precedence:\\s*(?:bulk|list|junk)|List-Id:|X-Auto-Response-Suppress:).*$");
    private static final Pattern ROLE =
            Pattern.compile("(?i)^(?:mailer-daemon|postmaster|owner-.*|.*-request|no-?reply)@.*");

    private final String address;
    private final Outgoing outgoing;
    private final QueryLog ledger;
    private final Clock clock;

    /** Answers as that address by that server. */
    Echo(String address, Outgoing outgoing, QueryLog ledger, Clock clock) {
        this.address = address;
        this.outgoing = outgoing;
        this.ledger = ledger;
        this.clock = clock;
    }

    @Override
    public String host() {
        return "echo." + address.substring(address.indexOf('@') + 1);
    }

    @Override
    public boolean isLmtp() {
        return true;
    }

    @Override
    public String recipient(Envelope envelope, String recipient) {
        return recipient.equalsIgnoreCase(address) ? OK : "550 5.1.1 nobody of that name";
    }

    @Override
    public String message(Envelope envelope, byte[] message) throws IOException {
        var received = Received.of(message);
        Optional<String> silent = silence(envelope.sender(), received.headers());
        if (silent.isPresent()) {
            note("kept silent to <" + envelope.sender() + ">: " + silent.get());
            return OK;
        }
        SmtpDialogue.Reply refusal = answer(envelope.sender(), received);
        note("answered <" + envelope.sender() + ">: " + refusal.code());
        return refusal.positive() ? OK : "451 4.3.0 the answer could not be sent: " + refusal.code();
    }

    @Override
    public void note(String event) throws IOException {
        if (!event.startsWith("connect ")) {
            ledger.note("echo " + event);
        }
    }

    /** Why RFC 3834 forbids an answer. */
    static Optional<String> silence(String sender, String headers) {
        if (sender.isEmpty()) {
            return Optional.of("null sender");
        }
        if (ROLE.matcher(sender).matches()) {
            return Optional.of("a role");
        }
        var automatic = AUTOMATIC.matcher(headers);
        return automatic.find() ? Optional.of(automatic.group().strip()) : Optional.empty();
    }

    private SmtpDialogue.Reply answer(String to, Received received) throws IOException {
        byte[] body = received.body();
        String id = received.header("Message-ID").orElse("");
        String threading = id.isEmpty() ? "" : "In-Reply-To: " + id + "\r\nReferences: " + id + "\r\n";
        String text = "From: Echo du pair <" + address + ">\r\nTo: <" + to + ">\r\nSubject: Re: "
                + received.header("Subject").orElse("(sans objet)") + "\r\nDate: "
                + Report.date(clock.instant())
                + "\r\nMessage-ID: <" + UUID.randomUUID() + "@" + host() + ">\r\n" + threading
                + "Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
                + "Content-Transfer-Encoding: 8bit\r\n\r\nBonjour,\r\nvoici ce que " + address + " a reçu.\r\noctets: "
                + body.length + "\r\nsha256: " + Document.sha256(body) + "\r\n";
        return outgoing.deliver("", to, text.getBytes(UTF_8));
    }
}
