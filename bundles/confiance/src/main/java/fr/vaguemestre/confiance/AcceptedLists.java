package fr.vaguemestre.confiance;

import fr.vaguemestre.api.access.Caller;
import java.util.Optional;

/** Where the accepted list is kept, one for all nodes. */
interface AcceptedLists {
    /** The list in force, if one was ever accepted. */
    Optional<AcceptedList> load();

    /** Its digest only; cheap enough to be asked often. */
    Optional<String> digest();

    /** Keeps that list; false, and nothing changed, if a list made later is already kept. */
    boolean keep(Caller by, AcceptedList list);
}
