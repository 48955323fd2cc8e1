package fr.vaguemestre.audit;

import fr.vaguemestre.api.audit.AuditEntry;
import fr.vaguemestre.api.audit.AuditVerification;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Verifies an export without the appliance: every hash of every chain, the heads, the anchors and the signature over all
 * lines. Reads the file twice, so that it needs no memory for the entries.
 */
final class ExportFile {
    private final Path file;
    private final Map<String, NavigableMap<Long, Anchor>> anchors = new HashMap<>();
    private final MessageDigest digest = Hashes.sha256();
    private String beforeTheEnd = "";
    private Map<String, String> end = Map.of();
    private Optional<String> wrong = Optional.empty();
    private int number;

    ExportFile(Path file) {
        this.file = file;
    }

    /**
     * What was found.
     *
     * @param pinned the key that must have signed; the file's own if empty
     */
    AuditVerification verify(Optional<PublicKey> pinned) throws IOException, GeneralSecurityException {
        eachLine(this::collect);
        Optional<PublicKey> key = wrong.isPresent() || end.isEmpty() ? pinned : Optional.of(key(pinned));
        key.ifPresent(this::checkAnchors);
        var walk = new ChainWalk(anchors);
        number = 0;
        eachLine(line -> walked(walk, line));
        AuditVerification chains = walk.end();
        if (!chains.intact()) {
            return chains;
        }
        if (wrong.isEmpty() && end.isEmpty()) {
            wrong = Optional.of("the file has no last line: it was cut short");
        }
        if (wrong.isEmpty() && !isSigned(key.orElseThrow(), chains.checked())) {
            wrong = Optional.of("the signature of the last line does not fit the lines before it");
        }
        return wrong.map(reason -> new AuditVerification(
                        false, chains.checked(), Optional.of("line " + number), Optional.of(reason)))
                .orElse(chains);
    }

    /** Base64 of the key that the file says it was signed with; what it says is believed only where it is pinned. */
    String ownKey() {
        return end.getOrDefault("key", "");
    }

    private PublicKey key(Optional<PublicKey> pinned) throws GeneralSecurityException {
        return pinned.isPresent() ? pinned.get() : AnchorKey.publicKey(ownKey());
    }

    private boolean isSigned(PublicKey key, long entries) {
        return String.valueOf(end.get("entries")).equals(Long.toString(entries))
                && beforeTheEnd.equals(end.get("digest"))
                && AnchorKey.verifies(
                        key, ExportWriter.words(entries, beforeTheEnd), end.getOrDefault("signature", ""));
    }

    private void checkAnchors(PublicKey key) {
        anchors.values().stream()
                .flatMap(ofTenant -> ofTenant.values().stream())
                .filter(anchor -> !anchor.isSignedBy(key))
                .findFirst()
                .ifPresent(forged -> wrong = Optional.of("the anchor of " + forged.tenant() + "/" + forged.sequence()
                        + " is not signed by the appliance's key"));
    }

    private boolean collect(Map<String, String> line, String text) {
        if (!end.isEmpty()) {
            wrong = Optional.of("something was added behind the last line");
            return false;
        }
        String kind = line.getOrDefault("line", "");
        if (number == 1 && !kind.equals("audit-export")) {
            wrong = Optional.of("this is no export of an audit trail");
            return false;
        }
        if (kind.equals("anchor")) {
            Anchor anchor = Anchor.of(line);
            anchors.computeIfAbsent(anchor.tenant(), any -> new TreeMap<>()).put(anchor.sequence(), anchor);
        }
        if (kind.equals("end")) {
            end = line;
            beforeTheEnd = HexFormat.of().formatHex(digest.digest());
        } else {
            digest.update((text + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return true;
    }

    private static boolean walked(ChainWalk walk, Map<String, String> line) {
        return switch (line.getOrDefault("line", "")) {
            case "entry" -> walk.take(entry(line));
            case "head" ->
                walk.head(
                        FlatJson.field(line, "tenant"),
                        Long.parseLong(FlatJson.field(line, "sequence")),
                        FlatJson.field(line, "hash"));
            default -> true;
        };
    }

    private static AuditEntry entry(Map<String, String> line) {
        return new AuditEntry(
                Long.parseLong(FlatJson.field(line, "sequence")),
                FlatJson.field(line, "tenant"),
                Instant.parse(FlatJson.field(line, "at")),
                FlatJson.field(line, "subject"),
                FlatJson.field(line, "action"),
                FlatJson.field(line, "object"),
                FlatJson.field(line, "detail"),
                FlatJson.field(line, "correlation"),
                FlatJson.field(line, "hash"));
    }

    /** What to do with a line; false ends the reading. */
    private interface Reader {
        boolean take(Map<String, String> line, String text);
    }

    private interface Walker {
        boolean take(Map<String, String> line);
    }

    private void eachLine(Walker walker) throws IOException {
        eachLine((line, text) -> walker.take(line));
    }

    private void eachLine(Reader reader) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            String text = lines.readLine();
            while (text != null) {
                number++;
                if (!reader.take(FlatJson.read(text), text)) {
                    return;
                }
                text = lines.readLine();
            }
        } catch (RuntimeException unreadable) {
            wrong = Optional.of("a line cannot be read: " + unreadable.getMessage());
        }
    }
}
