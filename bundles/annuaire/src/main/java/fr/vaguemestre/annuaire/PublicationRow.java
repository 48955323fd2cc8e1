package fr.vaguemestre.annuaire;

import fr.vaguemestre.api.bal.Publication;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A row of {@code vm.annuaire_publication}. */
record PublicationRow(
        UUID id,
        String tenant,
        String address,
        String domain,
        long version,
        String content,
        boolean wanted,
        Publication.State state,
        Optional<String> code,
        Optional<String> detail,
        boolean reached,
        int attempts,
        Optional<Instant> due,
        Instant at,
        long revision) {
    /** Names this publication to the directory: the same for the same version of the mailbox. */
    String key() {
        return address + ";" + version;
    }
}
