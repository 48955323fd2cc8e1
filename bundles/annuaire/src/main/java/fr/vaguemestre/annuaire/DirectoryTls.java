package fr.vaguemestre.annuaire;

import fr.vaguemestre.api.igc.ClientIdentity;
import fr.vaguemestre.api.problem.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Mutual TLS towards the directory: our certificate is shown, only the trust space's authorities are believed. */
final class DirectoryTls {
    private static final char[] NO_PASSWORD = new char[0];
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private DirectoryTls() {}

    /**
     * A client that shows the certificate as it stands: asked for each time, so a new one counts at once. It is the one for national
     * services where there is one, else the servers', from its files.
     */
    static HttpClient client(AnnuaireConfig config, List<ClientIdentity> identities) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    shown(config, identities),
                    trusted(Path.of(config.anchors())).getTrustManagers(),
                    null);
            return HttpClient.newBuilder()
                    .sslContext(context)
                    .connectTimeout(CONNECT)
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
        } catch (GeneralSecurityException unusable) {
            throw new IOException(
                    "our certificate or the authorities cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    private static KeyManager[] shown(AnnuaireConfig config, List<ClientIdentity> identities)
            throws IOException, GeneralSecurityException {
        try {
            Optional<KeyManager> identity =
                    identities.stream().flatMap(one -> one.manager().stream()).findFirst();
            return identity.isPresent()
                    ? new KeyManager[] {identity.get()}
                    : own(Path.of(config.certificate()), Path.of(config.key())).getKeyManagers();
        } catch (Unavailable away) {
            throw new IOException("our certificate cannot be used: " + away.getMessage(), away);
        }
    }

    /** Whether somebody outside is believed: a node in service begins with no authority but its own certificate's. */
    static boolean isSetUp(AnnuaireConfig config) {
        try {
            List<Certificate> own = List.of(certificates(Path.of(config.certificate())));
            return config.range().equals("on") || !own.containsAll(List.of(certificates(Path.of(config.anchors()))));
        } catch (IOException | GeneralSecurityException unreadable) {
            return false;
        }
    }

    private static KeyManagerFactory own(Path chain, Path key) throws IOException, GeneralSecurityException {
        Certificate[] certificates = certificates(chain);
        String pem = Files.readString(key, StandardCharsets.US_ASCII);
        String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        var spec = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64));
        String algorithm = certificates[0].getPublicKey().getAlgorithm();
        KeyStore store = empty();
        store.setKeyEntry("own", KeyFactory.getInstance(algorithm).generatePrivate(spec), NO_PASSWORD, certificates);
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory;
    }

    private static TrustManagerFactory trusted(Path anchors) throws IOException, GeneralSecurityException {
        KeyStore store = empty();
        for (Certificate authority : certificates(anchors)) {
            store.setCertificateEntry(Integer.toString(store.size()), authority);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(store);
        return trust;
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        return store;
    }

    private static Certificate[] certificates(Path pem) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(pem)) {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .toArray(Certificate[]::new);
        }
    }
}
