package fr.vaguemestre.access;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.access.User;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * An account as it is stored.
 *
 * @param tenant FINESS EJ, or {@link Caller#PLATFORM} for a super administrator
 * @param password its Argon2id hash in PHC form
 */
record Account(
        String tenant,
        String id,
        String username,
        String password,
        Set<Role> roles,
        Set<String> domains,
        Set<String> mailboxes,
        Optional<String> rpps,
        boolean active,
        Instant createdAt) {
    /** What others may know of it. */
    User toUser() {
        return new User(
                id,
                username,
                Optional.of(tenant).filter(known -> !known.equals(Caller.PLATFORM)),
                roles,
                domains,
                mailboxes,
                rpps,
                active,
                createdAt);
    }

    /** Keeps the hash out of logs. */
    @Override
    public String toString() {
        return "Account[" + username + "]";
    }
}
