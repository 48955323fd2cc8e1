package fr.vaguemestre.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.conscrypt.Conscrypt;

/**
 * The TLS of the measuring clients. BoringSSL's, for the client shares the processors with what it measures: the JDK's took
 * some 13 ms of them for a session, more than all servers together.
 */
final class Operator {
    private static final Path IGC = Appliance.STATE.resolve("range/igc");

    private Operator() {}

    /** Shows that operator's certificate of the range, trusts the IGC. */
    static SSLContext of(String name) throws GeneralSecurityException, IOException {
        KeyStore store = trusted();
        List<Certificate> chain = certificates(IGC.resolve(name + ".crt"));
        PrivateKey key =
                key(IGC.resolve(name + ".key"), chain.getFirst().getPublicKey().getAlgorithm());
        store.setKeyEntry("peer", key, new char[0], chain.toArray(Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
        keys.init(store, new char[0]);
        return context(store, keys.getKeyManagers());
    }

    /** Shows nothing, trusts the IGC. */
    static SSLContext anyone() throws GeneralSecurityException, IOException {
        return context(trusted(), new KeyManager[0]);
    }

    private static SSLContext context(KeyStore store, KeyManager[] keys) throws GeneralSecurityException {
        Provider provider =
                Conscrypt.newProviderBuilder().provideTrustManager(true).build();
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX", provider);
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS", provider);
        context.init(keys, trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore trusted() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (Certificate anchor : certificates(IGC.resolve("root.crt"))) {
            store.setCertificateEntry("root", anchor);
        }
        return store;
    }

    private static List<Certificate> certificates(Path pem) throws GeneralSecurityException, IOException {
        try (InputStream in = Files.newInputStream(pem)) {
            return List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
        }
    }

    /** A PKCS#8 key in PEM. */
    static PrivateKey key(Path pem, String algorithm) throws GeneralSecurityException, IOException {
        byte[] der = Base64.getMimeDecoder().decode(Files.readString(pem).replaceAll("-----[A-Z ]+-----", ""));
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
    }
}
