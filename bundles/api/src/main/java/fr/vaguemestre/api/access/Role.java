package fr.vaguemestre.api.access;

import fr.vaguemestre.api.problem.Invalid;

/** The three levels of administration (requirements: Access), and a right that is given beside them. */
public enum Role {
    /** Sees every tenant, sets up the platform; writes only in a tenant that it names. */
    SUPER_ADMIN("super_admin"),
    /** Manages the mailboxes and people of the domains that it was given. */
    DOMAIN_ADMIN("domain_admin"),
    /** Reads and writes in its own mailboxes. */
    USER("user"),
    /** Decides about mail in quarantine, where it also administers: beside one of the first two. */
    QUARANTINE("quarantine");

    private final String wire;

    Role(String wire) {
        this.wire = wire;
    }

    /** The name of the role in REST and in tokens. */
    public String wire() {
        return wire;
    }

    /**
     * The role of that wire name.
     *
     * @throws Invalid {@code access.role-unknown} if there is none
     */
    public static Role ofWire(String wire) {
        for (Role role : values()) {
            if (role.wire.equals(wire)) {
                return role;
            }
        }
        throw Invalid.field("roles", "access.role-unknown", "unknown role: " + wire);
    }
}
