package fr.vaguemestre.webmail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** TLS over a connection that is there already, and nothing else; tells which socket it made, which the library keeps to itself. */
final class TlsOverPrompt extends SSLSocketFactory {
    private final SSLSocketFactory factory;
    private @Nullable Socket made;

    TlsOverPrompt(SSLSocketFactory factory) {
        this.factory = factory;
    }

    /** What was made last. */
    Socket made() throws IOException {
        if (made == null) {
            throw new IOException("no TLS was begun");
        }
        return made;
    }

    @Override
    public Socket createSocket(Socket plain, String host, int port, boolean autoClose) throws IOException {
        Socket secured = factory.createSocket(plain, host, port, autoClose);
        made = secured;
        return secured;
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return factory.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return factory.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw never();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        throw never();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw never();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        throw never();
    }

    private static IOException never() {
        return new UnknownHostException("TLS begins over a connection that is there");
    }
}
