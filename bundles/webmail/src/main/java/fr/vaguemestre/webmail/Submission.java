package fr.vaguemestre.webmail;

import com.sun.mail.smtp.SMTPAddressFailedException;
import com.sun.mail.smtp.SMTPSendFailedException;
import com.sun.mail.smtp.SMTPTransport;
import fr.vaguemestre.api.problem.Conflict;
import fr.vaguemestre.api.problem.FieldError;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.api.problem.TooMany;
import fr.vaguemestre.api.problem.Unavailable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.mail.Address;
import javax.mail.AuthenticationFailedException;
import javax.mail.MessagingException;
import javax.mail.Session;
import javax.mail.URLName;
import javax.mail.internet.InternetAddress;
import javax.mail.internet.MimeMessage;
import org.jspecify.annotations.Nullable;

/** Hands messages to our own Postfix as a mailbox's owner, by the same door as any mail program. */
final class Submission {
    private static final Pattern QUEUED = Pattern.compile("queued as (\\w+)");

    /** How the mail server's words end when the mailbox wrote to too many within an hour. */
    private static final String RATE_EXCEEDED = "(rate-exceeded)";

    /** The mail server counts minutes of an hour and does not tell when there is room: a try every ten does no harm. */
    private static final Duration RATE_PAUSE = Duration.ofMinutes(10);

    private final Servers servers;

    Submission(Servers servers) {
        this.servers = servers;
    }

    /**
     * Sends a message to all of these recipients or to none.
     *
     * @return id under which it is queued
     */
    String send(String address, String token, List<String> recipients, byte[] octets) {
        Handed message = null;
        SMTPTransport transport = null;
        try {
            Properties settings = settings(address);
            Session session = Session.getInstance(settings);
            message = new Handed(session, octets);
            transport = new SMTPTransport(
                    session, new URLName("smtp", servers.host(), servers.submissionPort(), null, null, null));
            transport.connect(servers.host(), servers.submissionPort(), address, token);
            Address[] all = new Address[recipients.size()];
            for (int i = 0; i < all.length; i++) {
                all[i] = new InternetAddress(recipients.get(i));
            }
            transport.sendMessage(message, all);
            Matcher queued = QUEUED.matcher(String.valueOf(transport.getLastServerResponse()));
            return queued.find() ? queued.group(1) : "";
        } catch (MessagingException | IOException failed) {
            throw refusal(failed, message != null && message.written);
        } finally {
            close(transport);
        }
    }

    private Properties settings(String address) throws IOException {
        Properties settings = servers.settings("smtp");
        settings.setProperty("mail.smtp.from", address);
        settings.setProperty("mail.smtp.localhost", "localhost");
        settings.setProperty("mail.smtp.starttls.enable", "true");
        settings.setProperty("mail.smtp.starttls.required", "true");
        settings.setProperty("mail.smtp.auth", "true");
        settings.setProperty("mail.smtp.auth.mechanisms", "XOAUTH2");
        settings.setProperty("mail.smtp.sendpartial", "false");
        return settings;
    }

    private static Problem refusal(Exception failed, boolean written) {
        List<FieldError> refused = new ArrayList<>();
        boolean later = false;
        for (Exception cause = failed; cause instanceof MessagingException; cause = next((MessagingException) cause)) {
            if (cause instanceof SMTPAddressFailedException address) {
                later |= address.getReturnCode() < 500;
                refused.add(
                        new FieldError("to", "webmail.recipient-refused", address.getAddress() + ": " + line(address)));
            }
        }
        if (!refused.isEmpty() && !later) {
            return new Invalid("webmail.invalid", "the message was not sent: recipients are refused", refused);
        }
        if (failed instanceof SMTPSendFailedException answered && answered.getReturnCode() >= 500) {
            return new Invalid("webmail.refused", line(answered));
        }
        if (failed instanceof SMTPSendFailedException answered && line(answered).endsWith(RATE_EXCEEDED)) {
            return new TooMany("webmail.rate-exceeded", line(answered), RATE_PAUSE);
        }
        if (failed instanceof AuthenticationFailedException) {
            return new Unavailable("webmail.unavailable", "the mail server cannot sign in now", failed);
        }
        if (written && !(failed instanceof SMTPSendFailedException)) {
            return new Conflict(
                    "webmail.outcome-unknown",
                    "the mail server was lost while it took the message: see the trace first");
        }
        return new Unavailable("webmail.unavailable", "the mail server cannot take the message now", failed);
    }

    private static @Nullable Exception next(MessagingException cause) {
        return cause.getNextException();
    }

    private static String line(MessagingException answer) {
        return String.valueOf(answer.getMessage()).replaceAll("\\s+", " ").strip();
    }

    private static void close(@Nullable SMTPTransport transport) {
        if (transport != null && transport.isConnected()) {
            try {
                transport.close();
            } catch (MessagingException gone) {
                // The server was quicker: there is nothing left to end.
                return;
            }
        }
    }

    /** Knows whether it was handed over as a whole. */
    private static final class Handed extends MimeMessage {
        private boolean written;

        Handed(Session session, byte[] octets) throws MessagingException {
            super(session, new ByteArrayInputStream(octets));
        }

        @Override
        public void writeTo(OutputStream out, String @Nullable [] without) throws IOException, MessagingException {
            super.writeTo(out, without);
            written = true;
        }
    }
}
