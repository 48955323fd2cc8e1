package fr.vaguemestre.range;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/** A small SMTP or LMTP server, one thread a connection; STARTTLS asks for the client's certificate. */
final class SmtpServer implements AutoCloseable {
    private static final int PATIENCE_MS = 60_000;
    private static final int LONGEST_LINE = 65_536;
    private static final int LARGEST_MESSAGE = 64 << 20;
    private static final Pattern PATH = Pattern.compile("(?i)(?:MAIL FROM|RCPT TO):\\s*<([^>]*)>.*");

    private final TcpDoor door;
    private final Mailroom room;
    private final Optional<SSLContext> tls;
    private final EventLog log;

    /** Port 0 takes any free one. */
    SmtpServer(InetSocketAddress address, Mailroom room, Optional<SSLContext> tls, EventLog log) throws IOException {
        this.room = room;
        this.tls = tls;
        this.log = log;
        this.door = new TcpDoor(address);
    }

    SmtpServer start() {
        door.open("smtp-" + room.host(), log, this::converse);
        log.say("listens on " + door.address() + " " + room.host());
        return this;
    }

    int port() {
        return door.address().getPort();
    }

    @Override
    public void close() throws IOException {
        door.close();
    }

    private void converse(Socket client) {
        try (client) {
            client.setSoTimeout(PATIENCE_MS);
            client.setTcpNoDelay(true);
            room.note("connect " + client.getInetAddress().getHostAddress());
            new Talk(client).run();
        } catch (EOFException finished) {
            // The client has left without a word.
        } catch (SSLException refused) {
            log.say(room.host() + " handshake: " + refused.getMessage());
        } catch (IOException broken) {
            log.say(room.host() + " broken: " + broken);
        }
    }

    /** One connection. */
    private final class Talk {
        private Socket socket;
        private InputStream in;
        private OutputStream out;
        private Optional<String> client = Optional.empty();
        private Optional<Mailroom.Envelope> envelope = Optional.empty();
        private boolean secured;

        Talk(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
            this.out = socket.getOutputStream();
        }

        void run() throws IOException {
            say("220 " + room.host() + " " + (room.isLmtp() ? "LMTP" : "ESMTP"));
            boolean going = true;
            while (going) {
                going = answer(line());
            }
        }

        private boolean answer(String command) throws IOException {
            String verb = command.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
            switch (verb) {
                case "EHLO", "LHLO", "HELO" -> greet();
                case "STARTTLS" -> secure();
                case "MAIL" -> {
                    envelope = path(command).map(sender -> Mailroom.Envelope.of(client, sender));
                    say(envelope.isPresent() ? Mailroom.OK : "501 5.5.4 syntax");
                }
                case "RCPT" -> recipient(command);
                case "DATA" -> data();
                case "RSET" -> {
                    envelope = Optional.empty();
                    say(Mailroom.OK);
                }
                case "NOOP" -> say(Mailroom.OK);
                case "QUIT" -> {
                    say("221 2.0.0 bye");
                    return false;
                }
                default -> say("502 5.5.2 not here");
            }
            return true;
        }

        private void greet() throws IOException {
            envelope = Optional.empty();
            String more = tls.isPresent() && !secured ? "250-STARTTLS\r\n" : "";
            say("250-" + room.host() + "\r\n" + more + "250-8BITMIME\r\n250-ENHANCEDSTATUSCODES\r\n250 SIZE "
                    + room.size());
        }

        private void secure() throws IOException {
            if (tls.isEmpty() || secured) {
                say("502 5.5.1 no TLS here");
                return;
            }
            say("220 2.0.0 go ahead");
            String host = socket.getInetAddress().getHostAddress();
            if (!(tls.get().getSocketFactory().createSocket(socket, host, socket.getPort(), true)
                    instanceof SSLSocket secure)) {
                throw new IOException("no TLS socket");
            }
            secure.setUseClientMode(false);
            secure.setNeedClientAuth(true);
            secure.startHandshake();
            client =
                    Optional.of(commonName((X509Certificate) secure.getSession().getPeerCertificates()[0]));
            room.note("tls " + client.get());
            secured = true;
            socket = secure;
            in = new BufferedInputStream(secure.getInputStream());
            out = secure.getOutputStream();
        }

        private void recipient(String command) throws IOException {
            Optional<String> recipient = path(command);
            if (envelope.isEmpty() || recipient.isEmpty()) {
                say("503 5.5.1 not now");
                return;
            }
            String reply = room.recipient(envelope.get(), recipient.get());
            if (reply.startsWith("2")) {
                envelope.get().recipients().add(recipient.get());
            }
            say(reply);
        }

        private void data() throws IOException {
            if (envelope.isEmpty() || envelope.get().recipients().isEmpty()) {
                say("503 5.5.1 no recipient");
                return;
            }
            say("354 go ahead");
            byte[] message = message();
            String reply = room.message(envelope.get(), message);
            if (reply.equals(Mailroom.SILENCE)) {
                hush();
            }
            int replies = room.isLmtp() ? envelope.get().recipients().size() : 1;
            envelope = Optional.empty();
            for (int i = 0; i < replies; i++) {
                say(reply);
            }
        }

        /** Closes our half, hears the client out, and ends. */
        private void hush() throws IOException {
            socket.shutdownOutput();
            in.transferTo(OutputStream.nullOutputStream());
            throw new EOFException();
        }

        private byte[] message() throws IOException {
            var whole = new ByteArrayOutputStream();
            for (byte[] line = octets(); line.length != 1 || line[0] != '.'; line = octets()) {
                int from = line.length > 0 && line[0] == '.' ? 1 : 0;
                whole.write(line, from, line.length - from);
                whole.write('\r');
                whole.write('\n');
                if (whole.size() > LARGEST_MESSAGE) {
                    throw new IOException("a message without end");
                }
            }
            return whole.toByteArray();
        }

        private String line() throws IOException {
            return new String(octets(), ISO_8859_1);
        }

        /** The next line without its end. */
        private byte[] octets() throws IOException {
            var line = new ByteArrayOutputStream();
            for (int octet = in.read(); octet != '\n'; octet = in.read()) {
                if (octet < 0) {
                    throw new EOFException();
                }
                if (line.size() > LONGEST_LINE) {
                    throw new IOException("a line without end");
                }
                line.write(octet);
            }
            byte[] octets = line.toByteArray();
            boolean ended = octets.length > 0 && octets[octets.length - 1] == '\r';
            return ended ? java.util.Arrays.copyOf(octets, octets.length - 1) : octets;
        }

        private void say(String reply) throws IOException {
            try {
                Thread.sleep(room.pause());
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
                throw new IOException(ended);
            }
            out.write((reply + "\r\n").getBytes(UTF_8));
            out.flush();
        }
    }

    private static Optional<String> path(String command) {
        var path = PATH.matcher(command);
        return path.matches() ? Optional.of(path.group(1)) : Optional.empty();
    }

    private static String commonName(X509Certificate certificate) {
        try {
            return new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .map(part -> part.getValue().toString())
                            .findFirst()
                            .orElse("");
        } catch (InvalidNameException unreadable) {
            return "";
        }
    }

    /** Listens at that address. */
    static InetSocketAddress at(String address, int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByName(address), port);
    }
}
