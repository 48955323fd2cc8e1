package fr.vaguemestre.confiance;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.confiance.AcceptedWhiteList.Way;
import fr.vaguemestre.api.confiance.HeldWhiteList;
import java.time.Instant;
import java.util.Optional;

/** Where the accepted list is kept, with what it changed, and the one that waits for a person; one place for all nodes. */
interface AcceptedLists {
    /** The list in force, if one was ever accepted. */
    Optional<AcceptedList> load();

    /** Its digest only; cheap enough to be asked often. */
    Optional<String> digest();

    /**
     * Keeps that list with what it changed, and lets go of what was held; changes nothing unless it answers {@link Kept#KEPT}.
     *
     * @param way how it comes in force
     * @param replaces digest of the list that it was looked at against, as {@link #digest} told it
     * @param fetchedAt when it was first fetched
     */
    Kept keep(Caller by, AcceptedList list, Way way, Optional<String> replaces, ListDiff diff, Instant fetchedAt);

    /** What became of a list that was to be kept. */
    enum Kept {
        /** It is in force for all nodes. */
        KEPT,
        /** The list in force was made later. */
        OLDER,
        /** Another node took a list meanwhile. */
        OVERTAKEN
    }

    /** The list that is held, in figures. */
    Optional<HeldWhiteList> held();

    /** The signed file that is held under that digest. */
    Optional<byte[]> heldFile(String digest);

    /**
     * Holds that list in the place of any other.
     *
     * @param inForce how many domains the list in force holds
     */
    void hold(Caller by, byte[] signed, ListDiff diff, long inForce, Instant at);

    /** Notes that a person refused the list held under that digest; false if it is not held, or was refused before. */
    boolean refuse(Caller by, String digest, Instant at);

    /** Lets go of the list held under that digest: it is published no more. */
    void release(Caller by, String digest);
}
