package fr.vaguemestre.mailpostfix;

import fr.vaguemestre.api.confiance.PeerVerdict;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Answers Postfix's socketmap protocol with two tables. {@code tls}, asked by the client that delivers, is the decision: it
 * names the certificates that may be met, or holds the mail back. {@code route}, asked for each recipient of another
 * operator, never waits: where trouble is known it hands the mail to Postfix's own {@code retry} or {@code error} service
 * with the true cause, which then stands in log, queue and notices (of a refusal by {@code tls} Postfix tells nothing).
 */
final class PeerMap implements Door.Guest {
    private static final int LONGEST = 1_000;
    private static final Duration LOOK = Duration.ofSeconds(30);
    private static final String NOT_FOUND = "NOTFOUND ";
    private static final String USUAL = "OK :";

    private final Correspondents correspondents;
    private final Tally tally;

    PeerMap(Correspondents correspondents, Tally tally) {
        this.correspondents = correspondents;
        this.tally = tally;
    }

    @Override
    public void serve(InputStream stream, OutputStream out) throws IOException {
        var in = new BufferedInputStream(stream);
        for (Optional<String> request = read(in); request.isPresent(); request = read(in)) {
            byte[] answer = answer(request.get()).getBytes(StandardCharsets.US_ASCII);
            out.write((answer.length + ":").getBytes(StandardCharsets.US_ASCII));
            out.write(answer);
            out.write(',');
            out.flush();
        }
    }

    private String answer(String request) {
        long start = System.nanoTime();
        int space = request.indexOf(' ');
        String table = space < 0 ? request : request.substring(0, space);
        String key = request.substring(space + 1);
        return switch (table) {
            case "tls" -> tls(key, start);
            case "route" -> route(key);
            default -> "PERM no such table";
        };
    }

    private String tls(String domain, long start) {
        Optional<PeerVerdict> verdict = correspondents.check(domain, LOOK);
        tally.decided(
                "tls", verdict.map(found -> found.cause().word()).orElse("trust-away"), System.nanoTime() - start);
        if (verdict.isPresent() && verdict.get().isReady()) {
            return "OK fingerprint match=" + String.join("|", verdict.get().fingerprints());
        }
        return "TEMP " + verdict.map(PeerWords::text).orElse(PeerWords.AWAY);
    }

    private String route(String key) {
        if (key.indexOf('@') < 0) {
            return NOT_FOUND;
        }
        Optional<PeerVerdict> verdict = correspondents.known(Correspondents.domain(key));
        if (verdict.isEmpty()) {
            return "TEMP " + PeerWords.AWAY;
        }
        PeerVerdict.Cause cause = verdict.get().cause();
        if (cause == PeerVerdict.Cause.READY || cause == PeerVerdict.Cause.PENDING) {
            return USUAL;
        }
        String service = cause.isLasting() ? "error" : "retry";
        return "OK " + service + ":" + PeerWords.status(cause) + " " + PeerWords.text(verdict.get());
    }

    /** One netstring; empty at the end of the stream. */
    private static Optional<String> read(InputStream in) throws IOException {
        int length = 0;
        int octet = in.read();
        if (octet < 0) {
            return Optional.empty();
        }
        while (octet != ':') {
            if (octet < '0' || octet > '9' || length > LONGEST) {
                throw new IOException("no netstring");
            }
            length = length * 10 + octet - '0';
            octet = in.read();
        }
        byte[] text = in.readNBytes(length);
        if (length > LONGEST || text.length < length || in.read() != ',') {
            throw new IOException("no whole netstring");
        }
        return Optional.of(new String(text, StandardCharsets.UTF_8));
    }
}
