package fr.vaguemestre.mailpostfix;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.confiance.Verdict;
import fr.vaguemestre.api.messages.TraceEntry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Answers nginx's {@code auth_http}: one request for the first transaction of each session, with the client's certificate; the
 * answer is a proof for the policy, or what the peer shall read.
 */
final class AuthHttp implements HttpTalk.Page {
    private static final Pattern FROM = Pattern.compile("(?i)\\s*mail\\s+from:\\s*<([^>]*)>.*");

    private final Clock clock;
    private final Trust trust;
    private final Journal journal;
    private final Tally tally;
    private final Answers answers;

    /**
     * What answers are made of.
     *
     * @param secret what the edge must show
     * @param proof makes the login name
     * @param peers learns the names behind peer ids
     * @param backendHost where the smtpd behind the edge is
     * @param backendPort its port
     */
    @SuppressWarnings("ArrayRecordComponent") // a secret, compared in constant time only
    record Answers(byte[] secret, Proof proof, Peers peers, String backendHost, int backendPort) {}

    AuthHttp(Clock clock, Trust trust, Journal journal, Tally tally, Answers answers) {
        this.clock = clock;
        this.trust = trust;
        this.journal = journal;
        this.tally = tally;
        this.answers = answers;
    }

    @Override
    public Optional<String> answer(Map<String, String> request) {
        return knows(request.getOrDefault("x-vaguemestre-auth", ""))
                ? Optional.of(answer(request, System.nanoTime()))
                : Optional.empty();
    }

    private String answer(Map<String, String> request, long start) {
        String sender = sender(request.getOrDefault("auth-smtp-from", ""));
        Optional<X509Certificate> certificate = certificate(request);
        Optional<Verdict> verdict = trust.ask(service -> service.judge(certificate, sender));
        String cause = verdict.map(found -> found.cause().word()).orElse("trust-away");
        tally.decided("auth_http", cause, System.nanoTime() - start);
        if (verdict.isPresent() && verdict.get().allowed() && certificate.isPresent()) {
            return "Auth-Status: OK\r\nAuth-Server: " + answers.backendHost() + "\r\nAuth-Port: "
                    + answers.backendPort() + "\r\nAuth-User: " + proof(certificate.get()) + "\r\n";
        }
        Words words = verdict.map(found -> Words.of(found.cause())).orElse(Words.AWAY);
        String peer = certificate
                        .map(shown -> shown.getSubjectX500Principal().getName() + ", ")
                        .orElse("")
                + request.getOrDefault("client-ip", "");
        journal.record(new TraceEntry(
                clock.instant(),
                Caller.PLATFORM,
                "edge",
                words.isTemporary() ? "deferred" : "refused",
                cause,
                verdict.map(Verdict::detail).orElse("the trust space does not answer"),
                peer,
                Optional.of(sender).filter(address -> !address.isEmpty()),
                recipient(request),
                Optional.empty(),
                Optional.empty()));
        return "Auth-Status: " + words.text() + "\r\nAuth-Error-Code: " + words.code() + "\r\n";
    }

    private String proof(X509Certificate certificate) {
        // The verdict came from this or a newer trust space; an id is the same in all of them.
        String id = trust.peerId(certificate);
        answers.peers().remember(id, certificate.getSubjectX500Principal().getName());
        return answers.proof().of(id, clock.instant());
    }

    private boolean knows(String shown) {
        return MessageDigest.isEqual(answers.secret(), shown.getBytes(StandardCharsets.UTF_8));
    }

    /** What nginx could not verify counts as not shown. */
    private static Optional<X509Certificate> certificate(Map<String, String> request) {
        String escaped = request.getOrDefault("auth-ssl-cert", "");
        if (escaped.isEmpty() || !"SUCCESS".equals(request.get("auth-ssl-verify"))) {
            return Optional.empty();
        }
        try {
            var pem = new ByteArrayInputStream(unescaped(escaped));
            return Optional.of(
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem));
        } catch (CertificateException unreadable) {
            return Optional.empty();
        }
    }

    /** Percent escapes only: nginx leaves the plus signs of base64 as they are, which a form decoder would turn into spaces. */
    static byte[] unescaped(String text) {
        var bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter == '%' && i + 2 < text.length()) {
                int high = Character.digit(text.charAt(i + 1), 16);
                int low = Character.digit(text.charAt(i + 2), 16);
                if (high >= 0 && low >= 0) {
                    bytes.write(high << 4 | low);
                    i += 2;
                    continue;
                }
            }
            bytes.write(letter);
        }
        return bytes.toByteArray();
    }

    /** The address of {@code MAIL FROM:<…>}; a command that is none gives one that no list names. */
    static String sender(String command) {
        var from = FROM.matcher(command);
        return from.matches() ? from.group(1) : "?";
    }

    private static Optional<String> recipient(Map<String, String> request) {
        String command = request.getOrDefault("auth-smtp-to", "");
        int from = command.indexOf('<');
        int until = command.indexOf('>', from + 1);
        return from >= 0 && until > from + 1 ? Optional.of(command.substring(from + 1, until)) : Optional.empty();
    }
}
