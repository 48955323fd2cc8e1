package fr.vaguemestre.e2e.driver;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/** Peers that must be refused at the mail edge, each for its own reason. */
public enum Intruder {
    /** Speaks in clear. */
    NO_TLS("valide", "no-certificate"),
    /** Encrypts, but shows no certificate. */
    NO_CERTIFICATE("valide", "no-certificate"),
    /** Its certificate has ended. */
    EXPIRED("expire", "expired"),
    /** Its certificate is on the revocation list. */
    REVOKED("revoque", "revoked"),
    /** Its certificate is not of the IGC-Santé. */
    NON_IGC("nonigc", "untrusted-issuer"),
    /** Its certificate is of the IGC-Santé's other hierarchy: one of TEST and PROD, where we trust the other. */
    OTHER_HIERARCHY("autreprofil", "untrusted-issuer"),
    /** The list names another operator for its domain. */
    NO_MATCH("nomatch", "dn-mismatch"),
    /** The list names the same CN with another DN. */
    CN_DIFF_DN("cndiffdn", "dn-mismatch"),
    /** A good certificate, but the sender is of another operator's domain. */
    SPOOF("valide", "dn-mismatch");

    private final String leaf;
    private final String cause;

    Intruder(String leaf, String cause) {
        this.leaf = leaf;
        this.cause = cause;
    }

    /** The stable word of the cause that the trace must tell. */
    public String cause() {
        return cause;
    }

    /** Its address with that local part. */
    public String sender(String local) {
        return local + "@" + (this == SPOOF ? "nomatch" : leaf) + ".mssante.test";
    }

    /** Goes as far as it is let: what it was told when it was stopped, or 250. */
    public Reply attempt(Appliance appliance, String sender, String recipient) {
        try (Smtp smtp = Smtp.connect(appliance.address("mx"))) {
            Reply reply = smtp.say("EHLO intrus.test");
            if (reply.positive() && this != NO_TLS) {
                reply = smtp.startTls(this == NO_CERTIFICATE ? appliance.trust() : appliance.showing(leaf));
            }
            if (!reply.positive()) {
                return reply;
            }
            return smtp.deliver(
                    sender,
                    recipient,
                    Message.plain(sender, recipient, "intrusion").octets());
        }
    }

    /** Whether the trace tells this refusal with its true cause, since that time. */
    public boolean traced(Rest admin, Instant since, String sender) {
        JsonNode items = admin.get("/admin/trace?limit=100&cause=" + cause)
                .expect(200)
                .json()
                .path("items");
        for (JsonNode item : items) {
            String who = item.path("sender").asText("");
            boolean of = who.equals(sender) || who.isEmpty() || "null".equals(who);
            if (of && !Instant.parse(item.path("at").asText()).isBefore(since)) {
                return true;
            }
        }
        return false;
    }
}
