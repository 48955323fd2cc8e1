package fr.vaguemestre.igc;

import fr.vaguemestre.api.igc.CertificateSource;
import fr.vaguemestre.api.igc.CertificateSource.Made;
import fr.vaguemestre.api.igc.OwnCertificate.Algorithm;
import fr.vaguemestre.api.problem.Problem;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A key that was made and that no row names yet.
 *
 * @param id of the row that will
 */
record NewKey(CertificateSource source, String id, Made made) {
    private static final Logger LOG = LoggerFactory.getLogger(NewKey.class);

    static NewKey of(CertificateSource source, String id, Algorithm algorithm) {
        return new NewKey(source, id, source.make(id, algorithm));
    }

    /** The request for its certificate, see {@link KeyRequest#of}. */
    String request(X500Name subject, List<String> names) {
        return KeyRequest.of(made.publicKey(), source.key(id, made.reference()), subject, names);
    }

    /** Takes it back: a key that no row names would stay with its source for ever. */
    void undo(RuntimeException because) {
        try {
            source.remove(id, made.reference());
        } catch (Problem away) {
            because.addSuppressed(away);
            LOG.warn(
                    "Key {} of no request is still with {}, remove it there: {}", id, source.name(), away.getMessage());
        }
    }
}
