package fr.vaguemestre.ui.list;

/** What stands beside a list, where it wants more than to be shown. */
public interface ListPanel {
    /** Shows what it is about as it is now; called when the list is renewed. What goes wrong stays with the list. */
    default void renew() {}

    /** Whether something was filled in that would be lost by closing it. */
    default boolean unsaved() {
        return false;
    }

    /** Brings the keyboard into it. */
    void focusFirst();
}
