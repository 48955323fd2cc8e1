package fr.vaguemestre.range;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** HTTPS on 127.0.0.1 with TLS 1.2 and 1.3; each request has a thread of its own. */
final class HttpsDoor implements AutoCloseable {
    /** Whether a client shows a certificate that the context trusts. */
    enum Client {
        ASKED_FOR_NOTHING,
        MAY_SHOW,
        MUST_SHOW
    }

    private final HttpsServer https;

    /** Port 0 takes any free one. */
    HttpsDoor(SSLContext tls, Client client, int port) throws IOException {
        this.https =
                HttpsServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 0);
        https.setHttpsConfigurator(new Modern(tls, client));
    }

    /** Lets requests in; told to the log are the address and what is served there. */
    void open(HttpHandler handler, EventLog log, String what) {
        https.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        https.createContext("/", handler);
        https.start();
        log.say("listens on " + https.getAddress() + " " + what);
    }

    int port() {
        return https.getAddress().getPort();
    }

    @Override
    public void close() {
        https.stop(0);
    }

    private static final class Modern extends HttpsConfigurator {
        private final Client client;

        Modern(SSLContext context, Client client) {
            super(context);
            this.client = client;
        }

        @Override
        public void configure(HttpsParameters parameters) {
            var tls = getSSLContext().getDefaultSSLParameters();
            tls.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
            switch (client) {
                case MUST_SHOW -> tls.setNeedClientAuth(true);
                case MAY_SHOW -> tls.setWantClientAuth(true);
                case ASKED_FOR_NOTHING -> {}
            }
            parameters.setSSLParameters(tls);
        }
    }
}
