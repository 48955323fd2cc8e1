package fr.vaguemestre.api.bal;

import java.time.Instant;
import java.util.Optional;

/**
 * A mailbox (contract §3).
 *
 * @param address lower case; never changes
 * @param type never changes
 * @param domain the part after the at sign
 * @param displayName how people see it, 1 to 200 characters
 * @param description may be blank, at most 500 characters
 * @param service unit that it belongs to; may be blank
 * @param holder the professional of a PER or CAB
 * @param responsible who answers for an ORG or APP: an RPPS or a name
 * @param certificate DN of the ORG_AUTH_CLI certificate that opens an APP
 * @param quotaBytes how much mail it may hold
 * @param usedBytes how much it holds, as the mail server last told
 * @param listeRouge opposition to publication; mail is still received
 * @param lastUsedAt when it was last opened
 * @param version grows by one with each change
 */
public record Bal(
        String address,
        BalType type,
        String domain,
        String displayName,
        String description,
        String service,
        Optional<Holder> holder,
        Optional<String> responsible,
        Optional<String> certificate,
        long quotaBytes,
        long usedBytes,
        boolean listeRouge,
        BalState state,
        Publication publication,
        Optional<Instant> lastUsedAt,
        Instant createdAt,
        long version) {}
