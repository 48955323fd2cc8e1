package fr.vaguemestre.confiance;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * All that decisions rest on at one moment, replaced as a whole.
 *
 * @param list the list in force
 * @param fetchedAt when it was last fetched or confirmed to be the newest, by this node
 * @param listFailure why the last attempt to get a newer list failed
 * @param crls the revocation lists in force
 * @param crlFailure why the last attempt to get newer revocation lists failed
 */
record TrustState(
        Optional<WhiteList> list,
        Optional<Instant> fetchedAt,
        Optional<String> listFailure,
        Crls crls,
        Optional<String> crlFailure) {
    static TrustState empty(Igc igc) {
        return new TrustState(Optional.empty(), Optional.empty(), Optional.empty(), Crls.none(igc), Optional.empty());
    }

    TrustState list(WhiteList next) {
        return new TrustState(Optional.of(next), fetchedAt, listFailure, crls, crlFailure);
    }

    TrustState confirmed(Instant at) {
        return new TrustState(list, Optional.of(at), Optional.empty(), crls, crlFailure);
    }

    TrustState listFailed(String why) {
        return new TrustState(list, fetchedAt, Optional.of(why), crls, crlFailure);
    }

    TrustState crls(Crls next, Optional<String> failure) {
        return new TrustState(list, fetchedAt, listFailure, next, failure);
    }

    /**
     * What decisions may rest on: the same without the list, where nobody confirmed it for longer than that.
     *
     * @param most how old a confirmation may be; zero: as old as it is (OP-23)
     */
    TrustState confirmedWithin(Duration most, Instant now) {
        boolean stale = !most.isZero()
                && fetchedAt.filter(at -> !at.plus(most).isBefore(now)).isEmpty();
        return stale ? new TrustState(Optional.empty(), fetchedAt, listFailure, crls, crlFailure) : this;
    }

    /** The failure to show: the list's first, else the revocation lists'. */
    Optional<String> failure() {
        return listFailure.or(() -> crlFailure);
    }

    /** Whether a newer list waits for a person. */
    boolean isListHeld() {
        return listFailure
                .filter(why -> why.startsWith(ListRefused.Why.SHRINK.word() + ":"))
                .isPresent();
    }
}
