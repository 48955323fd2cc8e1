package fr.vaguemestre.api.access;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A person or machine with an account.
 *
 * @param id stable id
 * @param username name to sign in with, unique on the appliance, lower case
 * @param tenant FINESS EJ of its structure; empty for a super administrator
 * @param roles what it may do
 * @param domains domains that it administers
 * @param mailboxes addresses that it opens with its password in IMAP and submission
 * @param rpps national number of the professional, where there is one
 * @param active whether it may sign in
 * @param createdAt when the account was made
 */
public record User(
        String id,
        String username,
        Optional<String> tenant,
        Set<Role> roles,
        Set<String> domains,
        Set<String> mailboxes,
        Optional<String> rpps,
        boolean active,
        Instant createdAt) {}
