package fr.vaguemestre.edge;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.messages.TraceEntry;
import fr.vaguemestre.api.messages.TraceLog;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Reads from nginx's log why a peer was refused before anybody could be asked; the peer itself reads only {@code 421
 * 4.7.1}. The causes are those of the trust space's verdicts, or {@code tls-handshake}.
 */
@Component(service = TraceLog.class, configurationPid = "fr.vaguemestre.edge")
@Designate(ocd = EdgeConfig.class)
public final class EdgeLog implements TraceLog {
    private static final Pattern LINE =
            Pattern.compile("(\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d) \\[\\w+] \\d+#\\d+: \\*\\d+ "
                    + "(.*?) while .*?client: (\\S+?)(?: using starttls)?, server: \\S+");
    private static final Pattern VERIFY = Pattern.compile("client SSL certificate verify error: \\((\\d+):(.*)\\)");
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss");

    private static final Map<String, String> WORDS = Map.of(
            "expired", "the client certificate is out of its validity",
            "crl-expired", "a revocation list of ours is missing or out of date",
            "revoked", "the client certificate is revoked",
            "untrusted-issuer", "the client certificate is not issued by a trusted authority",
            "wrong-use", "the client certificate was issued for something else than to show itself as a client");

    private final Path file;
    private final Revocation revocation;

    /** Reads the configured file. */
    @Activate
    public EdgeLog(EdgeConfig config) {
        this.file = Path.of(config.log());
        this.revocation = new Revocation(Path.of(config.anchors()), Path.of(config.crls()));
    }

    @Override
    public Path file() {
        return file;
    }

    @Override
    public List<TraceEntry> read(String line) {
        Matcher found = LINE.matcher(line);
        if (!found.matches()) {
            return List.of();
        }
        String words = found.group(2);
        Matcher verify = VERIFY.matcher(words);
        if (verify.matches()) {
            String cause = cause(verify.group(1));
            return List.of(refused(found, cause, WORDS.get(cause) + " (OpenSSL: " + verify.group(2) + ")"));
        }
        if (words.equals("client sent no required SSL certificate")) {
            return List.of(refused(found, "no-certificate", "no TLS client certificate was shown"));
        }
        return words.startsWith("SSL_do_handshake() failed")
                        || words.startsWith("peer closed connection in SSL handshake")
                ? List.of(refused(found, "tls-handshake", words))
                : List.of();
    }

    /** The verdict's word for a verification error of OpenSSL (x509_vfy.h). */
    private String cause(String error) {
        return switch (error) {
            case "9", "10" -> "expired";
            case "11", "12" -> "crl-expired";
            case "23" -> "revoked";
            case "26" -> "wrong-use";
            // "Unable to get certificate CRL" is said of every foreign authority as long as we have a list of each of
            // ours.
            case "3" -> revocation.isComplete() ? "untrusted-issuer" : "crl-expired";
            default -> "untrusted-issuer";
        };
    }

    private static TraceEntry refused(Matcher line, String cause, String detail) {
        return new TraceEntry(
                LocalDateTime.parse(line.group(1), STAMP)
                        .atZone(ZoneId.systemDefault())
                        .toInstant(),
                Caller.PLATFORM,
                "edge",
                "refused",
                cause,
                detail,
                line.group(3),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
