package fr.vaguemestre.range;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * How a program of the range hands a message to a mail server.
 *
 * @param server where it goes
 * @param host the name that is given in EHLO
 * @param tls the certificate that is shown after STARTTLS; empty where mail goes in clear
 */
record Outgoing(InetSocketAddress server, String host, Optional<SSLContext> tls) {
    /** Delivers to one recipient, an empty sender being the null one; the last reply, which is the first refusal if there is one. */
    SmtpDialogue.Reply deliver(String sender, String recipient, byte[] message) throws IOException {
        try (var smtp = new SmtpDialogue(server)) {
            smtp.reply();
            smtp.command("EHLO " + host);
            if (tls.isPresent()) {
                var reply = smtp.command("STARTTLS");
                if (!reply.positive()) {
                    return reply;
                }
                smtp.secure(tls.get(), List.of());
                smtp.command("EHLO " + host);
            }
            for (String command :
                    List.of("MAIL FROM:<" + sender + "> BODY=8BITMIME", "RCPT TO:<" + recipient + ">", "DATA")) {
                var reply = smtp.command(command);
                if (!reply.positive()) {
                    return reply;
                }
            }
            return smtp.message(message);
        }
    }
}
