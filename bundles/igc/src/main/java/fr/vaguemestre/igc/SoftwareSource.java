package fr.vaguemestre.igc;

import fr.vaguemestre.api.igc.CertificateSource;
import fr.vaguemestre.api.igc.OwnCertificate;
import fr.vaguemestre.api.igc.OwnCertificate.Algorithm;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Keys made by this JVM and kept sealed, as their own references, in the database, which keeps their certificates too. */
@Component(
        service = {CertificateSource.class, SoftwareSource.class},
        configurationPid = "fr.vaguemestre.igc")
public final class SoftwareSource implements CertificateSource {
    private static final int RSA_BITS = 3072;

    private final KeyVault vault;

    /** Seals keys with the secret of the settings. */
    @Activate
    public SoftwareSource(IgcConfig config) {
        this.vault = new KeyVault(Path.of(config.keySecret()));
    }

    @Override
    public String name() {
        return OwnCertificate.SOFTWARE;
    }

    @Override
    public boolean letsKeysOut() {
        return true;
    }

    /** Takes up to some seconds for RSA. */
    @Override
    public Made make(String id, Algorithm algorithm) {
        KeyPair pair = pair(algorithm);
        return new Made(pair.getPublic(), vault.seal(pair.getPrivate(), id));
    }

    @Override
    public PrivateKey key(String id, String reference) {
        return vault.open(reference, id);
    }

    @Override
    public void keep(String id, String reference, List<X509Certificate> chain) {
        // The database has it, in the row that holds the key.
    }

    @Override
    public List<X509Certificate> certificates(String id, String reference) {
        return List.of();
    }

    @Override
    public void remove(String id, String reference) {
        // It goes with its row.
    }

    private static KeyPair pair(Algorithm algorithm) {
        try {
            if (algorithm == Algorithm.EC_P256) {
                var generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(new ECGenParameterSpec("secp256r1"));
                return generator.generateKeyPair();
            }
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(RSA_BITS);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("no key could be made", impossible);
        }
    }
}
