package fr.vaguemestre.confiance;

import fr.vaguemestre.range.RangeIdentity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509TrustManager;

/** Another operator's mail server up to the handshake; keeps who knocked, and what was said. */
final class TestMx implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    final List<String> clients = new CopyOnWriteArrayList<>();
    final List<String> heard = new CopyOnWriteArrayList<>();
    private final ServerSocket listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private volatile Optional<RangeIdentity> identity;
    private final boolean refuses;
    private final Thread accepting;

    /** Shows that identity, or offers no TLS; may refuse every client's certificate. */
    TestMx(Optional<RangeIdentity> identity, boolean refuses) throws IOException {
        this.identity = identity;
        this.refuses = refuses;
        this.accepting = Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    void show(RangeIdentity next) {
        identity = Optional.of(next);
    }

    /** Nobody is taken any more once this returns: the port is closed only when its last accept has ended. */
    @Override
    public void close() throws IOException {
        listening.close();
        try {
            accepting.join(PATIENCE);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try (Socket client = listening.accept()) {
                talk(client);
            } catch (IOException | GeneralSecurityException ended) {
                heard.add("ended");
            }
        }
    }

    private void talk(Socket client) throws IOException, GeneralSecurityException {
        Socket socket = client;
        var in = lines(socket);
        say(socket, "220 mx.test ESMTP");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            heard.add(line);
            if (line.startsWith("EHLO")) {
                boolean offer = identity.isPresent() && !(socket instanceof SSLSocket);
                say(socket, offer ? "250-mx.test\r\n250-STARTTLS\r\n250 SIZE" : "250-mx.test\r\n250 SIZE");
            } else if (line.equals("STARTTLS")) {
                say(socket, "220 go");
                socket = secured(socket, identity.orElseThrow().tls(new Anybody()));
                in = lines(socket);
            } else {
                say(socket, line.equals("QUIT") ? "221 bye" : "250 ok");
            }
        }
    }

    private SSLSocket secured(Socket socket, SSLContext context) throws IOException {
        var secured = (SSLSocket) context.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
        secured.setUseClientMode(false);
        secured.setNeedClientAuth(true);
        secured.startHandshake();
        clients.add(secured.getSession().getPeerPrincipal().getName());
        return secured;
    }

    private static BufferedReader lines(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type)
                throws java.security.cert.CertificateException {
            if (refuses) {
                throw new java.security.cert.CertificateException("not this one");
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            throw new UnsupportedOperationException();
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
