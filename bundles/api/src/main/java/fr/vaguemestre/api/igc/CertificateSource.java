package fr.vaguemestre.api.igc;

import fr.vaguemestre.api.igc.OwnCertificate.Algorithm;
import fr.vaguemestre.api.problem.Unavailable;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes keys of ours, keeps them, and lets them be used: the software of the nodes, a hardware token, what a vendor has. The settings
 * name the source of new keys; each certificate names the one that its key came from, and stays with it. Whose a key is, what it is
 * for and which certificate is in service is not its business.
 *
 * <p>A key goes by the id of its request, which is never used twice, and by the reference that {@link #make} gave. Methods are called
 * by several threads at once, on every node, and may take seconds. Each of them throws {@link Unavailable} with a code of the source's
 * own while it cannot work, and has then done nothing, or what the same call may do again.
 */
@ConsumerType
public interface CertificateSource {
    /** Its name in the settings and at each certificate: small letters, digits and hyphens, at most 32; never changed. */
    String name();

    /**
     * Whether {@link #key} has an encoded form (PKCS #8). Servers read their keys from files, so a source that lets none out serves
     * only what this JVM does itself.
     */
    boolean letsKeysOut();

    /**
     * Makes a key and keeps it for good. It signs with SHA-256.
     *
     * @param id of the request that it is made for
     */
    Made make(String id, Algorithm algorithm);

    /**
     * The key, to be used here and not to be kept: {@code java.security.Signature} and TLS take it without the name of a provider.
     *
     * @param reference as {@link #make} gave it
     */
    PrivateKey key(String id, String reference);

    /**
     * Keeps the certificate that was issued for a key beside it, where the source has a place for that. All checks were made.
     *
     * @param chain the certificate, then what issued it
     */
    void keep(String id, String reference, List<X509Certificate> chain);

    /** What {@link #keep} kept; empty where it has no place for that, or nothing was issued yet. */
    List<X509Certificate> certificates(String id, String reference);

    /** Removes a key and what was kept with it; nothing happens where it is gone already. */
    void remove(String id, String reference);

    /**
     * A key that was made.
     *
     * @param publicKey its public half
     * @param reference what the source finds it by, kept in the database; no secret in clear
     */
    record Made(PublicKey publicKey, String reference) {
        /** The reference may be a sealed key, which has no place in a log. */
        @Override
        public String toString() {
            return "a key of ours (" + publicKey.getAlgorithm() + ")";
        }
    }
}
