package fr.vaguemestre.igc.rest;

import fr.vaguemestre.api.igc.CertificateRequest;
import fr.vaguemestre.api.igc.OwnCertificate.Algorithm;
import fr.vaguemestre.api.igc.OwnCertificate.Usage;
import java.util.Optional;

/**
 * A certificate to ask for.
 *
 * @param usage absent: SERV_SSL
 * @param algorithm of the key; absent: RSA_3072
 * @param subject whom it is for
 */
record WantedCertificateBody(Optional<Usage> usage, Optional<Algorithm> algorithm, Optional<SubjectBody> subject) {
    CertificateRequest wanted() {
        SubjectBody whom = subject.orElse(SubjectBody.NOTHING);
        return new CertificateRequest(
                usage.orElse(Usage.SERV_SSL),
                algorithm.orElse(Algorithm.RSA_3072),
                whom.commonName(),
                whom.organization(),
                whom.organizationalUnit(),
                whom.stateOrProvince(),
                whom.locality(),
                whom.names());
    }
}
