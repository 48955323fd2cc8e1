package fr.vaguemestre.pkcs11;

import fr.vaguemestre.api.igc.CertificateSource;
import fr.vaguemestre.api.igc.OwnCertificate.Algorithm;
import fr.vaguemestre.api.problem.Unavailable;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Keys that are made in a hardware token and never leave it. Each has the label {@code vaguemestre-ID}, and beside it the certificate
 * that was issued for it; before there is one, one of its own, for the JDK finds keys by their certificates only.
 */
@Component(
        service = {CertificateSource.class, TokenSource.class},
        configurationPid = "fr.vaguemestre.pkcs11")
@Designate(ocd = Pkcs11Config.class)
public final class TokenSource implements CertificateSource {
    private static final String LABEL = "vaguemestre-";
    private static final int RSA_BITS = 3072;

    private final Token token;

    /** Works with the token of the settings, once it is needed. */
    @Activate
    public TokenSource(Pkcs11Config config) {
        this.token = new Token(config);
    }

    /** Lets the token go. */
    @Deactivate
    public void close() {
        token.close();
    }

    /** Whether there is to be a token at all. */
    boolean isSet() {
        return token.isSet();
    }

    /** How many keys of ours the token has; throws as the others do. */
    long count() {
        return token.use((keys, provider) -> Collections.list(keys.aliases()).stream()
                .filter(alias -> alias.startsWith(LABEL))
                .count());
    }

    @Override
    public String name() {
        return "pkcs11";
    }

    @Override
    public boolean letsKeysOut() {
        return false;
    }

    @Override
    public Made make(String id, Algorithm algorithm) {
        String label = LABEL + id;
        return token.use((keys, provider) -> {
            try {
                KeyPair pair = generator(algorithm, provider).generateKeyPair();
                keys.setKeyEntry(label, pair.getPrivate(), null, NoCertificate.chain(label, pair, provider));
                // What a module makes of what it is asked for is its own business; a key that can leave is none for us.
                if (find(keys, label).getEncoded() != null) {
                    throw new GeneralSecurityException("it does not keep its keys to itself");
                }
                return new Made(plain(pair), label);
            } catch (GeneralSecurityException | RuntimeException failed) {
                delete(keys, label, failed);
                throw failed;
            }
        });
    }

    @Override
    public PrivateKey key(String id, String reference) {
        return token.use((keys, provider) -> find(keys, reference));
    }

    @Override
    public void keep(String id, String reference, List<X509Certificate> chain) {
        token.use((keys, provider) -> {
            PrivateKey key = find(keys, reference);
            keys.setKeyEntry(reference, key, null, chain.toArray(Certificate[]::new));
            return find(keys, reference);
        });
    }

    @Override
    public List<X509Certificate> certificates(String id, String reference) {
        return token.use((keys, provider) -> {
            find(keys, reference);
            return Arrays.stream(keys.getCertificateChain(reference))
                    .map(X509Certificate.class::cast)
                    .filter(one -> !NoCertificate.is(one))
                    .toList();
        });
    }

    @Override
    public void remove(String id, String reference) {
        token.use((keys, provider) -> {
            if (keys.containsAlias(reference)) {
                keys.deleteEntry(reference);
            }
            return reference;
        });
    }

    private static PrivateKey find(KeyStore keys, String label) throws GeneralSecurityException {
        Key key = keys.getKey(label, null);
        if (key instanceof PrivateKey found) {
            return found;
        }
        throw new Unavailable(
                "pkcs11.key-unknown", "the token has no key " + label + ": is it the one that the key was made in?");
    }

    private static void delete(KeyStore keys, String label, Exception because) {
        try {
            if (keys.containsAlias(label)) {
                keys.deleteEntry(label);
            }
        } catch (GeneralSecurityException | RuntimeException gone) {
            because.addSuppressed(gone);
        }
    }

    private static KeyPairGenerator generator(Algorithm algorithm, Provider provider) throws GeneralSecurityException {
        if (algorithm == Algorithm.EC_P256) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator;
        }
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA", provider);
        generator.initialize(RSA_BITS);
        return generator;
    }

    /** The public half as any provider reads it. */
    private static PublicKey plain(KeyPair pair) throws GeneralSecurityException {
        return KeyFactory.getInstance(pair.getPublic().getAlgorithm())
                .generatePublic(new X509EncodedKeySpec(pair.getPublic().getEncoded()));
    }
}
