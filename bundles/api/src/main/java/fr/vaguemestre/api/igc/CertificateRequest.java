package fr.vaguemestre.api.igc;

import java.util.List;
import java.util.Optional;

/**
 * What a key and a certificate are asked for.
 *
 * @param usage what it is to be used for
 * @param algorithm of the key
 * @param commonName CN; absent: the first of the names
 * @param organization O, the legal name of the structure; absent for a hospital: the label of its domain
 * @param organizationalUnit OU: the type digit and the identifier of the structure (1 and FINESS, 2 and SIREN, 3 and SIRET); absent
 *     for a hospital: 1 and its FINESS
 * @param stateOrProvince ST, as {@code Haute-Garonne (31)}; may be absent
 * @param locality L; may be absent
 * @param names the servers' names, for SERV_SSL
 */
public record CertificateRequest(
        OwnCertificate.Usage usage,
        OwnCertificate.Algorithm algorithm,
        Optional<String> commonName,
        Optional<String> organization,
        Optional<String> organizationalUnit,
        Optional<String> stateOrProvince,
        Optional<String> locality,
        List<String> names) {
    /** Keeps an unmodifiable copy. */
    public CertificateRequest {
        names = List.copyOf(names);
    }
}
