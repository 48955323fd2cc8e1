package fr.vaguemestre.range;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
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
    private static final byte[] BLANK_LINE = {'\r', '\n', '\r', '\n'};

    private final String address;
    private final InetSocketAddress outgoing;
    private final QueryLog ledger;
    private final Clock clock;

    /** Answers as that address by that server. */
    Echo(String address, InetSocketAddress outgoing, QueryLog ledger, Clock clock) {
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
        int end = headersEnd(message);
        String headers = new String(message, 0, end, ISO_8859_1).replaceAll("\r\n[ \t]+", " ");
        Optional<String> silent = silence(envelope.sender(), headers);
        if (silent.isPresent()) {
            note("kept silent to <" + envelope.sender() + ">: " + silent.get());
            return OK;
        }
        byte[] body = Arrays.copyOfRange(message, Math.min(message.length, end + BLANK_LINE.length), message.length);
        SmtpDialogue.Reply refusal = answer(envelope.sender(), headers, body);
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

    private SmtpDialogue.Reply answer(String to, String headers, byte[] body) throws IOException {
        String id = header(headers, "Message-ID").orElse("");
        String threading = id.isEmpty() ? "" : "In-Reply-To: " + id + "\r\nReferences: " + id + "\r\n";
        String text = "From: Echo du pair <" + address + ">\r\nTo: <" + to + ">\r\nSubject: Re: "
                + header(headers, "Subject").orElse("(sans objet)") + "\r\nDate: "
                + DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
                        .format(clock.instant().atZone(ZoneOffset.UTC))
                + "\r\nMessage-ID: <" + UUID.randomUUID() + "@" + host() + ">\r\n" + threading
                + "Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
                + "Content-Transfer-Encoding: 8bit\r\n\r\nBonjour,\r\nvoici ce que " + address + " a reçu.\r\noctets: "
                + body.length + "\r\nsha256: " + Document.sha256(body) + "\r\n";
        try (var smtp = new SmtpDialogue(outgoing)) {
            smtp.reply();
            smtp.command("EHLO " + host());
            for (String command : new String[] {"MAIL FROM:<> BODY=8BITMIME", "RCPT TO:<" + to + ">", "DATA"}) {
                var reply = smtp.command(command);
                if (!reply.positive()) {
                    return reply;
                }
            }
            return smtp.message(text.getBytes(UTF_8));
        }
    }

    private static Optional<String> header(String headers, String name) {
        var found = Pattern.compile("(?im)^" + name + ":[ \t]*(.{1,400}?)\\s*$").matcher(headers);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    private static int headersEnd(byte[] message) {
        for (int at = 0; at + BLANK_LINE.length <= message.length; at++) {
            if (Arrays.equals(message, at, at + BLANK_LINE.length, BLANK_LINE, 0, BLANK_LINE.length)) {
                return at;
            }
        }
        return message.length;
    }
}
