package fr.vaguemestre.api.confiance;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The white list in force.
 *
 * @param generatedAt its DateDeGeneration
 * @param fetchedAt when it was last fetched or confirmed unchanged
 * @param domains how many domains it holds
 * @param entries how many entries it holds (a domain may have several)
 * @param digest hex SHA-256 of the signed file
 * @param warnings entries skipped and other remarks, for a person
 * @param lastFailure why the last attempt to fetch a newer one failed; empty when it did not
 */
public record WhiteListStatus(
        Optional<Instant> generatedAt,
        Optional<Instant> fetchedAt,
        long domains,
        long entries,
        String digest,
        List<String> warnings,
        Optional<String> lastFailure) {}
