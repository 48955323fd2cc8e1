package fr.vaguemestre.api.bal;

import java.util.Optional;

/**
 * A change of a mailbox; what is empty stays as it is. Address and type never change.
 *
 * @param state a state that {@link BalState} may be left for: ACTIVE, SUSPENDUE or FERMEE
 * @param version the version that the caller saw; refused with {@code bal.changed-meanwhile} where it is another
 */
public record BalChange(
        Optional<String> displayName,
        Optional<String> description,
        Optional<String> service,
        Optional<String> responsible,
        Optional<Long> quotaBytes,
        Optional<Boolean> listeRouge,
        Optional<BalState> state,
        Optional<Long> version) {}
