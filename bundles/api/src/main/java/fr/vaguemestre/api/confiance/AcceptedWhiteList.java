package fr.vaguemestre.api.confiance;

import java.time.Instant;

/**
 * A white list that was put in force.
 *
 * @param id by which its changes are asked for
 * @param figures what it held
 * @param way how it came in force
 * @param acceptedBy subject of whoever fetched or accepted it, {@code system} for the appliance itself
 * @param acceptedAt when it came in force
 */
public record AcceptedWhiteList(String id, WhiteListFigures figures, Way way, String acceptedBy, Instant acceptedAt) {
    /** How a list came in force. */
    public enum Way {
        /** The appliance fetched it by itself, as it does every hour. */
        FETCHED,
        /** A person had it fetched. */
        ASKED,
        /** It was held, and a person took it all the same. */
        CONFIRMED
    }
}
