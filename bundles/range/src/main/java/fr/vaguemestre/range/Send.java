package fr.vaguemestre.range;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** A foreign operator's delivery in one session: every reply is kept, and a refusal anywhere is a result. */
final class Send {
    /** What the server said at one stage; code 0 means that there was no reply, and the text tells why. */
    record Stage(int transaction, String stage, int code, String reply) {}

    private final SendOptions options;
    private final RangeIgc igc;
    private final byte[] message;
    private final List<Stage> stages = new ArrayList<>();
    private Optional<SSLSession> session = Optional.empty();
    private String body = "";
    private int accepted;

    Send(SendOptions options, RangeIgc igc) throws IOException {
        this.options = options;
        this.igc = igc;
        this.message = lines(Files.readAllBytes(options.file()), true);
    }

    /** Whether each transaction was accepted to its end. */
    boolean run() throws GeneralSecurityException, IOException {
        try (var smtp = new SmtpDialogue(new InetSocketAddress(options.host(), options.port()))) {
            if (note(0, "connect", smtp.reply()) && greet(smtp)) {
                for (int i = 0; i < options.from().size(); i++) {
                    transaction(smtp, i + 1, options.from().get(i));
                }
                note(0, "quit", smtp.command("QUIT"));
            }
        } catch (IOException broken) {
            stages.add(
                    new Stage(0, "broken", 0, broken.getMessage() == null ? broken.toString() : broken.getMessage()));
        }
        return accepted == options.from().size();
    }

    private boolean greet(SmtpDialogue smtp) throws IOException, GeneralSecurityException {
        if (!hello(smtp, "ehlo")) {
            return false;
        }
        if (!options.tls()) {
            return true;
        }
        if (!note(0, "starttls", smtp.command("STARTTLS"))) {
            return false;
        }
        SSLSession made = smtp.secure(context(), options.protocols());
        session = Optional.of(made);
        stages.add(new Stage(0, "handshake", 220, made.getProtocol() + " " + made.getCipherSuite()));
        return hello(smtp, "ehlo-tls");
    }

    private boolean hello(SmtpDialogue smtp, String stage) throws IOException {
        var reply = smtp.command("EHLO " + options.helo());
        body = reply.offers("8BITMIME") && !isAscii() ? " BODY=8BITMIME" : "";
        return note(0, stage, reply);
    }

    private boolean isAscii() {
        for (byte octet : message) {
            if (octet < 0) {
                return false;
            }
        }
        return true;
    }

    private void transaction(SmtpDialogue smtp, int number, String from) throws IOException {
        String sender = from.equals("<>") ? "<>" : "<" + from + ">";
        boolean going = note(number, "mail", smtp.command("MAIL FROM:" + sender + body));
        boolean someone = false;
        for (String recipient : going ? options.to() : List.<String>of()) {
            someone |= note(number, "rcpt", smtp.command("RCPT TO:<" + recipient + ">"));
        }
        boolean done = someone
                && (!options.data()
                        || (note(number, "data", smtp.command("DATA"))
                                && note(number, "message", smtp.message(message))));
        accepted += done ? 1 : 0;
        if (!done || !options.data()) {
            note(number, "rset", smtp.command("RSET"));
        }
    }

    private boolean note(int transaction, String stage, SmtpDialogue.Reply reply) {
        stages.add(new Stage(transaction, stage, reply.code(), String.join("\n", reply.lines())));
        return reply.positive();
    }

    private SSLContext context() throws GeneralSecurityException, IOException {
        var anchors = KeyStore.getInstance(KeyStore.getDefaultType());
        anchors.load(null, null);
        anchors.setCertificateEntry("root", igc.root());
        var factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(anchors);
        TrustManager[] trusted = factory.getTrustManagers();
        if (options.certificate().isPresent()) {
            return igc.identity(options.certificate().get()).tls(trusted);
        }
        var context = SSLContext.getInstance("TLS");
        context.init(null, trusted, null);
        return context;
    }

    /** The result as one JSON object; the digests are of the whole message with CR LF and with LF line ends. */
    void write(OutputStream out) throws IOException {
        var factory = new JsonFactory().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        try (var json = factory.createGenerator(out).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeBooleanField("accepted", accepted == options.from().size());
            json.writeStringField("sha256", Document.sha256(message));
            json.writeStringField("sha256Lf", Document.sha256(lines(message, false)));
            json.writeNumberField("bytes", message.length);
            json.writeStringField(
                    "certificate",
                    options.certificate().map(RangeLeaf::fileName).orElse("none"));
            if (session.isPresent()) {
                json.writeObjectFieldStart("tls");
                json.writeStringField("protocol", session.get().getProtocol());
                json.writeStringField("cipher", session.get().getCipherSuite());
                json.writeStringField("server", server(session.get()));
                json.writeEndObject();
            }
            json.writeArrayFieldStart("stages");
            for (Stage stage : stages) {
                json.writeStartObject();
                json.writeNumberField("transaction", stage.transaction);
                json.writeStringField("stage", stage.stage);
                json.writeNumberField("code", stage.code);
                json.writeStringField("reply", stage.reply);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        out.write('\n');
        out.flush();
    }

    private static String server(SSLSession session) throws IOException {
        return session.getPeerCertificates()[0] instanceof X509Certificate certificate
                ? certificate.getSubjectX500Principal().getName()
                : "";
    }

    /** The text with every line ended in CR LF or in LF, the last one too. */
    private static byte[] lines(byte[] text, boolean carriageReturn) {
        var out = new ByteArrayOutputStream(text.length + 1_024);
        int length = text.length > 0 && text[text.length - 1] == '\n' ? text.length - 1 : text.length;
        for (int i = 0; i <= length; i++) {
            if (i < length && text[i] != '\n') {
                boolean endsLine = text[i] == '\r' && (i + 1 == length || text[i + 1] == '\n');
                if (!endsLine) {
                    out.write(text[i]);
                }
            } else {
                if (carriageReturn) {
                    out.write('\r');
                }
                out.write('\n');
            }
        }
        return out.toByteArray();
    }
}
