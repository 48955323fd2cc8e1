package fr.vaguemestre.audit;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A head that was noted outside the database, signed by a key that the database's owner does not have.
 *
 * @param at when, ISO-8601 UTC
 * @param tenant whose chain
 * @param sequence its last entry then
 * @param hash that entry's hash
 * @param previous hex SHA-256 of the line before in the file; zeros in the first
 * @param signature Ed25519 over the rest, Base64
 */
record Anchor(String at, String tenant, long sequence, String hash, String previous, String signature) {
    /** Made and signed now. */
    static Anchor signed(AnchorKey key, String at, Head head, String previous) throws GeneralSecurityException {
        var bare = new Anchor(at, head.tenant(), head.sequence(), head.hash(), previous, "");
        return new Anchor(at, head.tenant(), head.sequence(), head.hash(), previous, key.sign(bare.words()));
    }

    /** Reads a line of the file or of an export. */
    static Anchor of(Map<String, String> fields) {
        return new Anchor(
                FlatJson.field(fields, "at"),
                FlatJson.field(fields, "tenant"),
                Long.parseLong(FlatJson.field(fields, "sequence")),
                FlatJson.field(fields, "hash"),
                FlatJson.field(fields, "previous"),
                FlatJson.field(fields, "signature"));
    }

    boolean isSignedBy(PublicKey key) {
        return AnchorKey.verifies(key, words(), signature);
    }

    /** Its line, without the line end. */
    String line() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("line", "anchor");
        fields.put("at", at);
        fields.put("tenant", tenant);
        fields.put("sequence", sequence);
        fields.put("hash", hash);
        fields.put("previous", previous);
        fields.put("signature", signature);
        return FlatJson.written(fields);
    }

    private String words() {
        return String.join("\n", "vaguemestre-anchor-1", at, tenant, Long.toString(sequence), hash, previous);
    }
}
