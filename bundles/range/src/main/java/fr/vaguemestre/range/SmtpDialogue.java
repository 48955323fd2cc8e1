package fr.vaguemestre.range;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** SMTP word for word, so that every reply can be shown as the server gave it. */
final class SmtpDialogue implements AutoCloseable {
    private static final int PATIENCE_MS = 60_000;

    /** A reply: its code and all its lines. */
    record Reply(int code, List<String> lines) {
        boolean positive() {
            return code >= 200 && code < 400;
        }

        boolean offers(String extension) {
            return lines.stream()
                    .map(line -> line.substring(Math.min(4, line.length())).toUpperCase(Locale.ROOT))
                    .anyMatch(word -> word.equals(extension) || word.startsWith(extension + " "));
        }
    }

    private Socket socket;
    private InputStream in;
    private OutputStream out;

    SmtpDialogue(InetSocketAddress server) throws IOException {
        this.socket = new Socket();
        socket.connect(server, PATIENCE_MS);
        socket.setSoTimeout(PATIENCE_MS);
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    Reply command(String line) throws IOException {
        out.write((line + "\r\n").getBytes(UTF_8));
        out.flush();
        return reply();
    }

    /** After a positive reply to STARTTLS. */
    SSLSession secure(SSLContext context, List<String> protocols) throws IOException {
        String host = socket.getInetAddress().getHostAddress();
        if (!(context.getSocketFactory().createSocket(socket, host, socket.getPort(), true) instanceof SSLSocket tls)) {
            throw new IOException("no TLS socket");
        }
        if (!protocols.isEmpty()) {
            tls.setEnabledProtocols(protocols.toArray(String[]::new));
        }
        tls.startHandshake();
        socket = tls;
        in = new BufferedInputStream(tls.getInputStream());
        out = tls.getOutputStream();
        return tls.getSession();
    }

    /** Sends lines that end in CR LF, with dots doubled, and the final dot. */
    Reply message(byte[] lines) throws IOException {
        var stuffed = new ByteArrayOutputStream(lines.length + 1_024);
        boolean atStart = true;
        for (byte octet : lines) {
            if (atStart && octet == '.') {
                stuffed.write('.');
            }
            stuffed.write(octet);
            atStart = octet == '\n';
        }
        stuffed.writeTo(out);
        return command(".");
    }

    Reply reply() throws IOException {
        var lines = new ArrayList<String>();
        String line;
        do {
            line = line();
            lines.add(line);
        } while (line.length() > 3 && line.charAt(3) == '-');
        try {
            return new Reply(Integer.parseInt(line.substring(0, Math.min(3, line.length()))), List.copyOf(lines));
        } catch (NumberFormatException noCode) {
            throw new IOException("no SMTP reply: " + line, noCode);
        }
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("the server closed the connection");
            }
            line.write(octet);
        }
        return line.toString(ISO_8859_1).stripTrailing();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
