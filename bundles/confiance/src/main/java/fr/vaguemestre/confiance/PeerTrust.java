package fr.vaguemestre.confiance;

import fr.vaguemestre.api.confiance.PeerVerdict.Cause;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/** Judges the certificate of one server in its handshake, and remembers why it was refused or which one it was. */
final class PeerTrust extends X509ExtendedTrustManager {
    private final Igc igc;
    private final Crls crls;
    private final Set<String> peers;
    private final Instant now;
    private volatile Optional<PeerTrouble> trouble = Optional.empty();
    private volatile Optional<X509Certificate> accepted = Optional.empty();

    /** Accepts who is of the IGC, not revoked, and one of these peers. */
    PeerTrust(Igc igc, Crls crls, Set<String> peers, Instant now) {
        this.igc = igc;
        this.crls = crls;
        this.peers = peers;
        this.now = now;
    }

    /** Why the server was refused. */
    Optional<PeerTrouble> trouble() {
        return trouble;
    }

    /** SHA-256 of the certificate that passed, as Postfix writes it. */
    Optional<String> fingerprint() throws CertificateException {
        if (accepted.isEmpty()) {
            return Optional.empty();
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(accepted.get().getEncoded());
            return Optional.of(
                    java.util.HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void judge(X509Certificate[] chain) throws CertificateException {
        try {
            X509Certificate leaf = chain[0];
            crls.check(igc.chain(leaf, List.of(chain), now), now);
            checkUse(leaf);
            if (!peers.contains(Dn.of(leaf.getSubjectX500Principal()).id())) {
                throw new PeerTrouble(
                        Cause.DN_MISMATCH, leaf.getSubjectX500Principal().getName() + " is not listed for this domain");
            }
            accepted = Optional.of(leaf);
        } catch (CertificateRefused refused) {
            refuse(PeerTrouble.of(refused));
        } catch (PeerTrouble refused) {
            refuse(refused);
        } catch (RuntimeException unreadable) {
            refuse(new PeerTrouble(Cause.UNTRUSTED_ISSUER, "unusable certificate: " + unreadable.getMessage()));
        }
    }

    private void refuse(PeerTrouble why) throws CertificateException {
        trouble = Optional.of(why);
        throw new CertificateException(why.reason().word().toLowerCase(Locale.ROOT), why);
    }

    private static void checkUse(X509Certificate leaf) throws PeerTrouble {
        if (!CertificateUse.SERVER.allowedBy(leaf)) {
            throw new PeerTrouble(
                    Cause.UNTRUSTED_ISSUER,
                    leaf.getSubjectX500Principal().getName() + " is no certificate of a server");
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        judge(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        judge(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        judge(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw new CertificateException("not a server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw new CertificateException("not a server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("not a server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
