package fr.vaguemestre.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Sends messages in one session, with or without TLS: the same client for both sides of the comparison. */
final class SmtpSender implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 60_000;

    private Socket socket;
    private BufferedReader in;
    private OutputStream out;

    private SmtpSender(Socket socket) throws IOException {
        this.socket = socket;
        this.in = reader(socket);
        this.out = socket.getOutputStream();
    }

    /** Sends one message; tls is absent for the session in clear. */
    static void send(int port, @Nullable SSLContext tls, String from, String to) throws IOException {
        send(port, tls, from, to, 1);
    }

    /** Sends that many messages one after the other in one session; tls is absent for the session in clear. */
    static void send(int port, @Nullable SSLContext tls, String from, String to, int messages) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        try (SmtpSender session = new SmtpSender(socket)) {
            session.expect("220");
            session.command("EHLO mesure.mssante.test", "250");
            if (tls != null) {
                session.startTls(tls, port);
            }
            for (int count = 0; count < messages; count++) {
                session.command("MAIL FROM:<" + from + ">", "250");
                session.command("RCPT TO:<" + to + ">", "250");
                session.command("DATA", "354");
                session.command(message(from, to) + "\r\n.", "250");
            }
            session.command("QUIT", "221");
        }
    }

    /** A message of some 10 kB, as a letter with a small attachment is. */
    private static String message(String from, String to) {
        return "From: <" + from + ">\r\nTo: <" + to + ">\r\nDate: Sun, 22 Nov 2026 12:00:00 +0000\r\n"
                + "Message-ID: <" + System.nanoTime() + "." + to + ">\r\nSubject: mesure\r\n\r\n"
                + ("x".repeat(76) + "\r\n").repeat(130);
    }

    private void startTls(SSLContext tls, int port) throws IOException {
        command("STARTTLS", "220");
        SSLSocket secure = (SSLSocket) tls.getSocketFactory().createSocket(socket, "127.0.0.1", port, true);
        secure.startHandshake();
        socket = secure;
        in = reader(secure);
        out = secure.getOutputStream();
        command("EHLO mesure.mssante.test", "250");
    }

    private void command(String line, String code) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        expect(code);
    }

    private void expect(String code) throws IOException {
        String line;
        do {
            line = in.readLine();
            if (line == null || !line.startsWith(code)) {
                throw new IOException("expected " + code + ", got " + line);
            }
        } while (line.length() > 3 && line.charAt(3) == '-');
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
