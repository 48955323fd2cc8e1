package fr.vaguemestre.api.access;

import java.util.Optional;
import java.util.Set;

/**
 * An account to make.
 *
 * @param username 3 to 128 characters, stored in lower case
 * @param password 12 to 256 characters; kept only as an Argon2id hash
 * @param roles at least one
 * @param domains for a domain administrator, at least one, all of one tenant
 * @param mailboxes addresses of that tenant; each has at most one such account, for its address is the login name in IMAP
 * @param rpps 11 digits, where there is one
 */
public record NewUser(
        String username,
        String password,
        Set<Role> roles,
        Set<String> domains,
        Set<String> mailboxes,
        Optional<String> rpps) {
    /** Keeps the password out of logs. */
    @Override
    public String toString() {
        return "NewUser[username=" + username + ", roles=" + roles + "]";
    }
}
