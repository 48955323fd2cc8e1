package fr.vaguemestre.console.spi;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;

/** The three levels of the menu, from the smallest circle to the widest. */
public enum Level {
    /** What is one's own. */
    ME,
    /** What belongs to the domains that one administers. */
    DOMAIN,
    /** What belongs to the operator. */
    PLATFORM;

    /** The widest level that the caller's roles open. */
    public static Level of(Caller caller) {
        if (caller.is(Role.SUPER_ADMIN)) {
            return PLATFORM;
        }
        return caller.is(Role.DOMAIN_ADMIN) ? DOMAIN : ME;
    }

    /** The smaller of both: where a page of this level stands in the menu of somebody whose widest level is that one. */
    public Level within(Level widest) {
        return compareTo(widest) <= 0 ? this : widest;
    }
}
