package fr.vaguemestre.audit;

import fr.vaguemestre.api.audit.AuditEntry;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;

/** Recomputes the hashes of one tenant's chain, independently of the SQL that made them. */
final class Chain {
    private static final String BEGINNING = "0".repeat(64);
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private long sequence;
    private String hash = BEGINNING;

    /** Takes the next entry; whether it follows the one before and its hash fits. */
    boolean accepts(AuditEntry entry) {
        if (entry.sequence() != sequence + 1 || !entry.hash().equals(hashAfter(entry))) {
            return false;
        }
        sequence = entry.sequence();
        hash = entry.hash();
        return true;
    }

    /** Whether the chain ends where its head says. */
    boolean endsAt(long headSequence, String headHash) {
        return sequence == headSequence && hash.equals(headHash);
    }

    /** Place of the last accepted entry; 0 at the beginning. */
    long sequence() {
        return sequence;
    }

    private String hashAfter(AuditEntry entry) {
        String canonical = List.of(
                        hash,
                        Long.toString(entry.sequence()),
                        entry.tenant(),
                        MICROSECONDS.format(entry.at()),
                        entry.subject(),
                        entry.action(),
                        entry.object(),
                        entry.detail(),
                        entry.correlationId())
                .stream()
                .map(part -> part.getBytes(StandardCharsets.UTF_8).length + ":" + part)
                .collect(Collectors.joining(","));
        return Hashes.sha256(canonical);
    }
}
