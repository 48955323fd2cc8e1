package fr.vaguemestre.webmail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** How our own mail servers are reached: by TLS that accepts their very certificate, whatever names are in it. */
final class Servers {
    private static final String CONNECT_MILLIS = "5000";
    private static final String ANSWER_MILLIS = "50000";

    private final WebmailConfig config;
    private volatile @Nullable Trusted trusted;

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
        settings.put(prefix + "socketFactory", new PromptSockets());
        settings.setProperty(prefix + "socketFactory.fallback", "false");
        settings.setProperty(prefix + "ssl.protocols", "TLSv1.2 TLSv1.3");
        // The certificate itself is the anchor, so its names say nothing more.
        settings.setProperty(prefix + "ssl.checkserveridentity", "false");
        settings.put(prefix + "ssl.socketFactory", new TlsOverPrompt(tls().getSocketFactory()));
        return settings;
    }

    /** The file is read for each connection, for the certificate is renewed while we run; what was made of it is kept. */
    private SSLContext tls() throws IOException {
        byte[] pem = Files.readAllBytes(Path.of(config.certificate()));
        Trusted known = trusted;
        if (known == null || !Arrays.equals(known.pem(), pem)) {
            known = new Trusted(pem, context(pem));
            trusted = known;
        }
        return known.context();
    }

    private SSLContext context(byte[] pem) throws IOException {
        try {
            Certificate own =
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
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

    /** What a certificate's file was made into. */
    @SuppressWarnings("ArrayRecordComponent") // Compared by its octets.
    private record Trusted(byte[] pem, SSLContext context) {}
}
