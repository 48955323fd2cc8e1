package fr.vaguemestre.e2e.driver;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A line-based connection that can change to TLS on its way; octets are kept as they are. */
final class Wire implements AutoCloseable {
    private static final Duration PATIENCE = Await.stretched(Duration.ofSeconds(60));

    private final String host;
    private Socket socket;
    private InputStream in;
    private OutputStream out;

    Wire(InetSocketAddress address) throws IOException {
        this("127.0.0.1", address);
    }

    Wire(String source, InetSocketAddress address) throws IOException {
        host = address.getHostString();
        socket = new Socket();
        socket.bind(new InetSocketAddress(source, 0));
        socket.connect(address, (int) PATIENCE.toMillis());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** Goes on in TLS; the name in the peer's certificate must fit. */
    void secure(SSLContext context, String... protocols) throws IOException {
        SSLSocket secured = (SSLSocket) context.getSocketFactory().createSocket(socket, host, socket.getPort(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (protocols.length > 0) {
            parameters.setProtocols(protocols);
        }
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        socket = secured;
        in = new BufferedInputStream(secured.getInputStream());
        out = secured.getOutputStream();
    }

    boolean secured() {
        return socket instanceof SSLSocket;
    }

    void write(byte[] octets) throws IOException {
        out.write(octets);
        out.flush();
    }

    void writeLine(String line) throws IOException {
        write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /** The next line without its end, one char for each octet. */
    String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("closed by the server");
            }
            line.write(octet);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    byte[] read(int octets) throws IOException {
        byte[] read = in.readNBytes(octets);
        if (read.length < octets) {
            throw new EOFException("closed by the server");
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
