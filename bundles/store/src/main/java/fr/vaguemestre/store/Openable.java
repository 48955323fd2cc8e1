package fr.vaguemestre.store;

/** A connection that sends what opens a transaction in one turn with the first statement (docs/adr/0075). */
interface Openable {
    /** The next statement sends this before itself; said before that statement is prepared. The transaction's end voids it. */
    void openWith(Opening opening);
}
