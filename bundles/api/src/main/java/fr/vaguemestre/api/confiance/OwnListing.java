package fr.vaguemestre.api.confiance;

import java.time.Instant;
import java.util.Optional;

/**
 * How a domain of our own stands on the white list. Where it does not stand well, other operators refuse its mail.
 *
 * @param domain lower case
 * @param state whether it is as it must be
 * @param certificate DN of the certificate that we show for it
 * @param lostAt DateDeGeneration of the list with which it got lost; empty where it is well, or never stood better as far back
 *     as lists are kept
 */
public record OwnListing(String domain, State state, String certificate, Optional<Instant> lostAt) {
    /** How a domain stands. */
    public enum State {
        /** Listed, with the certificate that we show. */
        LISTED,
        /** Listed, but not with the certificate that we show. */
        OTHER_CERTIFICATE,
        /** Not on the list. */
        UNLISTED
    }

    /** Whether it stood well on a list before and does no more. */
    public boolean isLost() {
        return lostAt.isPresent();
    }
}
