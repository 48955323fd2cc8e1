package fr.vaguemestre.api.annuaire;

import java.time.Instant;
import java.util.Optional;

/**
 * The local copy of the national directory.
 *
 * @param asOf when the directory wrote the extraction that is in use; empty while there is none
 * @param rows lines of that extraction
 * @param persons professionals and services that they were merged into
 * @param loadedAt when it was taken into use
 * @param checkedAt when the directory was last asked for a newer one, and answered
 * @param running whether a newer one is being fetched or loaded now
 * @param lastFailure why the last attempt failed; empty when it did not
 */
public record DirectoryCopy(
        Optional<Instant> asOf,
        long rows,
        long persons,
        Optional<Instant> loadedAt,
        Optional<Instant> checkedAt,
        boolean running,
        Optional<String> lastFailure) {}
