package fr.vaguemestre.audit;

import fr.vaguemestre.api.audit.AuditEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes an export line by line; the last line signs all before it. */
final class ExportWriter {
    private final OutputStream out;
    private final MessageDigest digest = Hashes.sha256();
    private long entries;

    /** Begins an export of one structure's chain, or of all. */
    ExportWriter(OutputStream out, String structure, String at) throws IOException {
        this.out = out;
        write(fields("audit-export", "version", 1, "structure", structure, "at", at));
    }

    void entry(AuditEntry entry) throws IOException {
        entries++;
        Map<String, Object> line =
                fields("entry", "tenant", entry.tenant(), "sequence", entry.sequence(), "at", entry.at());
        line.put("subject", entry.subject());
        line.put("action", entry.action());
        line.put("object", entry.object());
        line.put("detail", entry.detail());
        line.put("correlation", entry.correlationId());
        line.put("hash", entry.hash());
        write(line);
    }

    void head(Head head) throws IOException {
        write(fields("head", "tenant", head.tenant(), "sequence", head.sequence(), "hash", head.hash()));
    }

    void anchor(Anchor anchor) throws IOException {
        line(anchor.line());
    }

    void end(AnchorKey key) throws IOException, GeneralSecurityException {
        String all = HexFormat.of().formatHex(digest.digest());
        Map<String, Object> line = fields("end", "entries", entries, "digest", all, "key", key.publicText());
        line.put("signature", key.sign(words(entries, all)));
        write(line);
    }

    /** What the last line's signature stands for. */
    static String words(long entries, String digest) {
        return "vaguemestre-audit-export-1\n" + entries + "\n" + digest;
    }

    private static Map<String, Object> fields(
            String kind, String first, Object one, String second, Object two, String third, Object three) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("line", kind);
        fields.put(first, one);
        fields.put(second, two);
        fields.put(third, three);
        return fields;
    }

    private void write(Map<String, Object> fields) throws IOException {
        line(FlatJson.written(fields));
    }

    private void line(String text) throws IOException {
        byte[] octets = (text + "\n").getBytes(StandardCharsets.UTF_8);
        digest.update(octets);
        out.write(octets);
    }
}
