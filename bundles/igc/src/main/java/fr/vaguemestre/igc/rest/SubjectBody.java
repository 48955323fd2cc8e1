package fr.vaguemestre.igc.rest;

import java.util.List;
import java.util.Optional;

/**
 * Whom a certificate is for; a hospital may leave out what its domain tells.
 *
 * @param commonName CN; absent: the first of the names
 * @param organization O, legal name of the structure; absent: the label of the domain
 * @param organizationalUnit OU, type digit and identifier of the structure, as 1 and FINESS; absent: those of the domain
 * @param stateOrProvince ST, as {@code Haute-Garonne (31)}
 * @param locality L
 * @param names the servers' names, for SERV_SSL
 */
record SubjectBody(
        Optional<String> commonName,
        Optional<String> organization,
        Optional<String> organizationalUnit,
        Optional<String> stateOrProvince,
        Optional<String> locality,
        List<String> names) {
    static final SubjectBody NOTHING = new SubjectBody(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());
}
