package fr.vaguemestre.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A connection to this machine that speaks in lines and octets, in clear at first: as little between the clock and the wire as can be. */
final class Wire implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 60_000;

    private final int port;
    private Socket socket;
    private InputStream in;
    private OutputStream out;

    private Wire(int port, Socket socket) throws IOException {
        this.port = port;
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), 65_536);
        this.out = socket.getOutputStream();
    }

    static Wire to(int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        return new Wire(port, socket);
    }

    /** Goes on under TLS. */
    void secure(SSLContext tls) throws IOException {
        SSLSocket secured = (SSLSocket) tls.getSocketFactory().createSocket(socket, "127.0.0.1", port, true);
        secured.startHandshake();
        socket = secured;
        in = new BufferedInputStream(secured.getInputStream(), 65_536);
        out = secured.getOutputStream();
    }

    void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** A line without its end. */
    String line() throws IOException {
        var line = new ByteArrayOutputStream(256);
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("the server ended in the middle of a line");
            }
            line.write(octet);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    byte[] octets(int count) throws IOException {
        byte[] read = in.readNBytes(count);
        if (read.length < count) {
            throw new EOFException("the server ended after " + read.length + " of " + count + " octets");
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
