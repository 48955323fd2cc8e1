package fr.vaguemestre.api.confiance;

import java.time.Instant;
import java.util.Optional;

/**
 * A white list in figures, and what changed against the one before it.
 *
 * @param digest hex SHA-256 of the signed file
 * @param generatedAt its DateDeGeneration
 * @param fetchedAt when this file was first fetched
 * @param domains how many domains it holds
 * @param entries how many entries it holds, skipped ones not counted
 * @param previous digest of the list that it is compared with; empty for the first one, which has no changes
 * @param added how many domains came
 * @param removed how many domains went
 * @param changed how many domains have other certificates
 */
public record WhiteListFigures(
        String digest,
        Instant generatedAt,
        Instant fetchedAt,
        long domains,
        long entries,
        Optional<String> previous,
        long added,
        long removed,
        long changed) {}
