package fr.vaguemestre.bal;

import fr.vaguemestre.api.bal.BalType;
import fr.vaguemestre.api.bal.Holder;
import java.util.Optional;

/**
 * A mailbox to make, checked and brought into its stored form.
 *
 * @param localPart given, or derived from the holder
 * @param derived whether homonyms get a digit after it
 */
record Draft(
        String localPart,
        boolean derived,
        String domain,
        BalType type,
        String displayName,
        String description,
        String service,
        Optional<Holder> holder,
        Optional<String> responsible,
        Optional<String> certificate,
        long quotaBytes,
        boolean listeRouge) {
    /** The address that it gets where nobody has it. */
    String address() {
        return localPart + "@" + domain;
    }
}
