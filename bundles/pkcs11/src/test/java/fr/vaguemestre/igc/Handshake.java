package fr.vaguemestre.igc;

import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A server that asks for a certificate of one authority, and a client that knocks. */
final class Handshake {
    private final TestAuthority authority;
    private final SSLContext server = SSLContext.getInstance("TLS");

    Handshake(TestAuthority authority) throws IOException, GeneralSecurityException {
        this.authority = authority;
        KeyPair pair = TestAuthority.p256();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", pair.getPrivate(), new char[0], new Certificate[] {
            authority.leaf("CN=server", pair.getPublic(), extra -> {})
        });
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        server.init(keys.getKeyManagers(), new TrustManager[] {new Signed()}, new SecureRandom());
    }

    /** Whom the server saw, in a handshake of that version. */
    X509Certificate seen(String version, KeyManager shown) throws Exception {
        SSLContext client = SSLContext.getInstance("TLS");
        client.init(new KeyManager[] {shown}, new TrustManager[] {new Signed()}, new SecureRandom());
        try (var listening = (SSLServerSocket)
                server.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            listening.setNeedClientAuth(true);
            var seen = CompletableFuture.supplyAsync(() -> accept(listening));
            try (var socket = (SSLSocket) client.getSocketFactory()
                    .createSocket(InetAddress.getLoopbackAddress(), listening.getLocalPort())) {
                socket.setEnabledProtocols(new String[] {version});
                socket.startHandshake();
                if (socket.getInputStream().read() >= 0) {
                    throw new IOException("nothing was to be said");
                }
            }
            return seen.get(10, TimeUnit.SECONDS);
        }
    }

    private static X509Certificate accept(SSLServerSocket listening) {
        try (var socket = (SSLSocket) listening.accept()) {
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        } catch (IOException refused) {
            throw new IllegalStateException(refused);
        }
    }

    /** Believes what the authority signed; dates are another test's. */
    private final class Signed implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String how) throws CertificateException {
            if (!Hierarchy.signed(chain[0], authority.certificate())) {
                throw new CertificateException("a stranger");
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String how) throws CertificateException {
            checkClientTrusted(chain, how);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[] {authority.certificate()};
        }
    }
}
