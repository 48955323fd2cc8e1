package fr.vaguemestre.e2e.driver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** One SMTP session, line by line, so that a test sees the exact answers. */
public final class Smtp implements AutoCloseable {
    private final Wire wire;
    private final Reply greeting;

    private Smtp(Wire wire) {
        this.wire = wire;
        this.greeting = reply();
    }

    /** Connects and reads the greeting. */
    public static Smtp connect(InetSocketAddress address) {
        try {
            return new Smtp(new Wire(address));
        } catch (IOException failure) {
            throw new UncheckedIOException("no SMTP at " + address + ": " + failure.getMessage(), failure);
        }
    }

    /** The first line of the server. */
    public Reply greeting() {
        return greeting;
    }

    /** Says one line and reads the reply; a closed connection is a reply with code 0. */
    public Reply say(String line) {
        try {
            wire.writeLine(line);
        } catch (IOException failure) {
            return Reply.closed(String.valueOf(failure.getMessage()));
        }
        return reply();
    }

    /** STARTTLS, the handshake, and EHLO again; a refused handshake is a reply with code 0. */
    public Reply startTls(Trust trust, String... protocols) {
        Reply ready = say("STARTTLS");
        if (!ready.positive()) {
            return ready;
        }
        try {
            wire.secure(trust.context(), protocols);
        } catch (IOException refused) {
            return Reply.closed(String.valueOf(refused.getMessage()));
        }
        return say("EHLO client.test");
    }

    /** STARTTLS with octets behind it in the same packet, as one who sits on the wire would add them, and the handshake. */
    public Reply startTlsAnd(Trust trust, String injected) {
        Reply ready = sayOctets("STARTTLS\r\n" + injected);
        if (!ready.positive()) {
            return ready;
        }
        try {
            wire.secure(trust.context());
        } catch (IOException refused) {
            return Reply.closed(String.valueOf(refused.getMessage()));
        }
        return ready;
    }

    /** Writes octets as they are (one for each char) and reads one reply. */
    public Reply sayOctets(String octets) {
        try {
            wire.write(octets.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException failure) {
            return Reply.closed(String.valueOf(failure.getMessage()));
        }
        return reply();
    }

    /** AUTH PLAIN with that account. */
    public Reply authenticate(String username, String password) {
        byte[] plain = ("\0" + username + "\0" + password).getBytes(StandardCharsets.UTF_8);
        return say("AUTH PLAIN " + Base64.getEncoder().encodeToString(plain));
    }

    /** The whole transaction; the first refusal ends it. */
    public Reply deliver(String from, String to, byte[] message) {
        Reply reply = say("MAIL FROM:<" + from + "> BODY=8BITMIME");
        if (reply.positive()) {
            reply = say("RCPT TO:<" + to + ">");
        }
        return reply.positive() ? data(message) : reply;
    }

    /** DATA with a message of whole lines, dots stuffed. */
    public Reply data(byte[] message) {
        Reply go = say("DATA");
        if (go.code() != 354) {
            return go;
        }
        ByteArrayOutputStream stuffed = new ByteArrayOutputStream(message.length + 64);
        boolean lineStart = true;
        for (byte octet : message) {
            if (lineStart && octet == '.') {
                stuffed.write('.');
            }
            stuffed.write(octet);
            lineStart = octet == '\n';
        }
        try {
            stuffed.writeBytes(".\r\n".getBytes(StandardCharsets.US_ASCII));
            wire.write(stuffed.toByteArray());
        } catch (IOException failure) {
            return Reply.closed(String.valueOf(failure.getMessage()));
        }
        return reply();
    }

    @Override
    public void close() {
        try (wire) {
            wire.writeLine("QUIT");
        } catch (IOException gone) {
            // The server was quicker: there is nothing left to end.
        }
    }

    private Reply reply() {
        List<String> lines = new ArrayList<>();
        try {
            while (true) {
                String line = wire.readLine();
                lines.add(line.length() > 4 ? line.substring(4) : "");
                if (line.length() < 4 || line.charAt(3) != '-') {
                    return new Reply(Integer.parseInt(line.substring(0, 3)), List.copyOf(lines));
                }
            }
        } catch (IOException failure) {
            return Reply.closed(String.valueOf(failure.getMessage()));
        }
    }
}
