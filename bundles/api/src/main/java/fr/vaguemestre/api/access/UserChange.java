package fr.vaguemestre.api.access;

import java.util.Optional;
import java.util.Set;

/** A change of an account; what is empty stays as it is. Bounds as in {@link NewUser}. */
public record UserChange(
        Optional<String> password,
        Optional<Set<Role>> roles,
        Optional<Set<String>> domains,
        Optional<Set<String>> mailboxes,
        Optional<Boolean> active) {
    /** Keeps the password out of logs. */
    @Override
    public String toString() {
        return "UserChange[roles=" + roles + ", active=" + active + "]";
    }
}
