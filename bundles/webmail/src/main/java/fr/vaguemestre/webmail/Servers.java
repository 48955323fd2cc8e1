package fr.vaguemestre.webmail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** How our own mail servers are reached: by TLS that accepts their very certificate, whatever names are in it. */
final class Servers {
    private static final String CONNECT_MILLIS = "5000";
    private static final String ANSWER_MILLIS = "50000";

    private final WebmailConfig config;

    Servers(WebmailConfig config) {
        this.config = config;
    }

    String host() {
        return config.host();
    }

    int imapPort() {
        return config.imapPort();
    }

    int submissionPort() {
        return config.submissionPort();
    }

    /** Settings of the mail library for one of its protocols, {@code imap} or {@code smtp}. */
    Properties settings(String protocol) throws IOException {
        var settings = new Properties();
        String prefix = "mail." + protocol + ".";
        settings.setProperty(prefix + "connectiontimeout", CONNECT_MILLIS);
        settings.setProperty(prefix + "timeout", ANSWER_MILLIS);
        settings.setProperty(prefix + "writetimeout", ANSWER_MILLIS);
        settings.setProperty(prefix + "ssl.protocols", "TLSv1.2 TLSv1.3");
        // The certificate itself is the anchor, so its names say nothing more.
        settings.setProperty(prefix + "ssl.checkserveridentity", "false");
        settings.put(prefix + "ssl.socketFactory", tls().getSocketFactory());
        return settings;
    }

    /** Read anew for each connection: the certificate is renewed while we run. */
    private SSLContext tls() throws IOException {
        try (InputStream pem = Files.newInputStream(Path.of(config.certificate()))) {
            Certificate own = CertificateFactory.getInstance("X.509").generateCertificate(pem);
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry("own", own);
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("no usable certificate in " + config.certificate(), e);
        }
    }
}
