package fr.vaguemestre.confiance;

import fr.vaguemestre.api.confiance.PeerVerdict.Cause;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/** Our certificate and its key, read from their files at each use, so that a new one counts at once. */
final class OwnCertificate {
    private static final char[] NO_PASSWORD = new char[0];

    private final Path chain;
    private final Path key;

    OwnCertificate(Path chain, Path key) {
        this.chain = chain;
        this.key = key;
    }

    /** What shows it in a handshake. */
    KeyManager[] managers() throws PeerTrouble {
        try (InputStream pem = Files.newInputStream(chain)) {
            Certificate[] certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(pem)
                    .toArray(Certificate[]::new);
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            String algorithm = certificates[0].getPublicKey().getAlgorithm();
            store.setKeyEntry("own", privateKey(algorithm), NO_PASSWORD, certificates);
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, NO_PASSWORD);
            return factory.getKeyManagers();
        } catch (IOException | GeneralSecurityException | RuntimeException unreadable) {
            throw new PeerTrouble(Cause.OWN_CERTIFICATE, "our certificate cannot be used: " + unreadable.getMessage());
        }
    }

    private PrivateKey privateKey(String algorithm) throws IOException, GeneralSecurityException {
        String pem = Files.readString(key, StandardCharsets.US_ASCII);
        String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        var spec = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64));
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
    }
}
