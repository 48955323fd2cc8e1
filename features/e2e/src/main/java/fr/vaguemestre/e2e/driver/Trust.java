package fr.vaguemestre.e2e.driver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Whom a client trusts, and the certificate that it shows if it has one.
 *
 * @param context made from both
 */
public record Trust(SSLContext context) {
    /** Trusts the authorities of a PEM file and shows nothing. */
    public static Trust in(Path authorities) {
        try {
            return new Trust(context(new KeyManager[0], authorities));
        } catch (GeneralSecurityException | IOException failure) {
            throw new IllegalStateException("cannot read " + authorities, failure);
        }
    }

    /** Trusts the authorities of a PEM file and shows the leaf {@code NAME.crt} with {@code NAME.key} of a folder. */
    public static Trust in(Path authorities, Path folder, String leaf) {
        try {
            List<X509Certificate> chain = new ArrayList<>(certificates(folder.resolve(leaf + ".crt")));
            if (chain.size() == 1 && Files.exists(folder.resolve("org-ca.crt"))) {
                chain.addAll(certificates(folder.resolve("org-ca.crt")));
            }
            PrivateKey key = key(folder.resolve(leaf + ".key"), chain.getFirst());
            KeyManager[] only = {new OnlyKey(key, chain.toArray(X509Certificate[]::new))};
            return new Trust(context(only, authorities));
        } catch (GeneralSecurityException | IOException failure) {
            throw new IllegalStateException("cannot read the leaf " + leaf + " of " + folder, failure);
        }
    }

    private static SSLContext context(KeyManager[] keys, Path authorities)
            throws GeneralSecurityException, IOException {
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, new char[0]);
        int number = 0;
        for (X509Certificate authority : certificates(authorities)) {
            anchors.setCertificateEntry("anchor-" + number++, authority);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(anchors);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys, trust.getTrustManagers(), null);
        return context;
    }

    private static List<X509Certificate> certificates(Path pem) throws GeneralSecurityException, IOException {
        try (InputStream in = Files.newInputStream(pem)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        }
    }

    private static PrivateKey key(Path pem, X509Certificate certificate) throws GeneralSecurityException, IOException {
        String text = Files.readString(pem).replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        String algorithm = certificate.getPublicKey().getAlgorithm().toUpperCase(Locale.ROOT);
        return KeyFactory.getInstance(algorithm)
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(text)));
    }
}
