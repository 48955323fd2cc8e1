package fr.vaguemestre.api.igc;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.problem.Conflict;
import fr.vaguemestre.api.problem.Forbidden;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.problem.Unavailable;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The operator's and the hospitals' own keys and certificates: made here, never let out, put in service on all nodes.
 *
 * <p>Each method takes whose it is: a hospital's mail domain, for who administers it ({@link NotFound} {@code
 * tenancy.domain-unknown} otherwise), or nothing for the operator's own, for super administrators ({@link Forbidden} {@code
 * access.role} otherwise).
 */
@ProviderType
public interface OwnCertificateService {
    /** Those of one holder, the one in service first. */
    List<OwnCertificate> certificates(Caller caller, Optional<String> domain);

    /** Those of all holders that the caller administers: the operator's first, then by domain. */
    List<OwnCertificate> certificates(Caller caller);

    /**
     * Makes a key and a request for a certificate.
     *
     * @throws Invalid {@code igc.request-invalid} with the refused fields, below {@code subject}
     * @throws Conflict {@code igc.too-many-requests} while many of that holder wait for their certificate
     * @throws Conflict {@code igc.source-unfit} if servers need the key in a file and the source lets none out
     * @throws Unavailable {@code igc.source} if the source of the settings is not there, {@code igc.secret} if this node cannot keep
     *     keys, or with the source's own code
     */
    OwnCertificate request(Caller caller, Optional<String> domain, CertificateRequest wanted);

    /**
     * All checks of {@link #load}, without loading it.
     *
     * @return it as it would be; nothing was changed
     */
    OwnCertificate examine(Caller caller, Optional<String> domain, String id, byte[] chain);

    /**
     * Loads the certificate that was issued for a request. It is in service on this node when this returns, and within seconds
     * on the others; the operator's under another name than before waits until the white list has that name.
     *
     * @param chain the certificate, then what issued it; PEM
     * @throws NotFound {@code igc.certificate-unknown}
     * @throws Conflict {@code igc.not-requested} if a certificate was loaded for it already
     * @throws Invalid with each reason at field {@code chain}: {@code igc.unreadable}, {@code igc.private-key}, {@code
     *     igc.chain-order}, {@code igc.key-differs}, {@code igc.subject-differs}, {@code igc.names-not-covered}, {@code
     *     igc.expired}, {@code igc.not-yet-valid}, {@code igc.weak-key}, {@code igc.weak-signature}, {@code igc.key-usage}, {@code
     *     igc.test-certificate}, {@code igc.real-certificate}, {@code igc.issuer-untrusted}, {@code igc.revoked}, {@code
     *     igc.certificate-known}; {@code igc.certificate-refused} where there are several
     */
    OwnCertificate load(Caller caller, Optional<String> domain, String id, byte[] chain);

    /**
     * Puts a loaded certificate in service: one that was before, or one that waits for the list and that a person vouches for.
     *
     * @throws NotFound {@code igc.certificate-unknown}
     * @throws Conflict {@code igc.not-loaded} if there is no certificate yet
     * @throws Invalid as {@link #load}, for what has become wrong since
     */
    OwnCertificate serve(Caller caller, Optional<String> domain, String id);

    /**
     * One step back: the certificate in service leaves it, and the one before it takes its place. Where there was none, it is what
     * the node has by itself, or for a hospital the operator's.
     *
     * @param id of the one in service
     * @return it, out of service
     * @throws NotFound {@code igc.certificate-unknown}
     * @throws Conflict {@code igc.not-in-service} if another one is
     */
    OwnCertificate back(Caller caller, Optional<String> domain, String id);

    /**
     * Removes a request or a certificate, and its key with it, for good.
     *
     * @throws NotFound {@code igc.certificate-unknown}
     * @throws Conflict {@code igc.in-service} while the servers show it
     * @throws Unavailable as {@link #request} if its source cannot remove the key now; both are still there then
     */
    void remove(Caller caller, Optional<String> domain, String id);
}
