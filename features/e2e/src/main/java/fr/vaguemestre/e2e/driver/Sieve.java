package fr.vaguemestre.e2e.driver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One ManageSieve session. */
public final class Sieve implements AutoCloseable {
    private static final Pattern LITERAL = Pattern.compile("\\{(\\d+)\\+?}$");

    private final Wire wire;
    private final String greeting;

    private Sieve(Wire wire) throws IOException {
        this.wire = wire;
        this.greeting = answer();
    }

    /** Connects from one of this machine's addresses and reads what is offered. */
    public static Sieve connectFrom(String source, InetSocketAddress address) {
        try {
            return new Sieve(new Wire(source, address));
        } catch (IOException failure) {
            throw new UncheckedIOException("no ManageSieve at " + address, failure);
        }
    }

    /** Connects with TLS and signs in; fails unless the password is right. */
    public static Sieve open(Appliance appliance, String username, String password) {
        Sieve sieve = secured(appliance);
        sieve.expectOk(sieve.authenticate("", username, password));
        return sieve;
    }

    /** What the server says to whoever signs in by its own password to act for another. */
    public static String signIn(Appliance appliance, String actFor, String username, String password) {
        try (Sieve sieve = secured(appliance)) {
            return sieve.authenticate(actFor, username, password);
        }
    }

    /** STARTTLS with octets behind it in the same packet, and the handshake; everything that is said until a NOOP is answered. */
    public String startTlsAnd(Trust trust, String injected) {
        try {
            wire.write(("STARTTLS\r\n" + injected).getBytes(StandardCharsets.ISO_8859_1));
            String ready = answer();
            wire.secure(trust.context());
            String greeted = answer();
            wire.writeLine("NOOP");
            return ready + "\n" + greeted + "\n" + answer();
        } catch (IOException closed) {
            return String.valueOf(closed.getMessage());
        }
    }

    private static Sieve secured(Appliance appliance) {
        Sieve sieve = connectFrom("127.0.0.1", appliance.address("sieve"));
        try {
            sieve.expectOk(sieve.command("STARTTLS"));
            sieve.wire.secure(appliance.trust().context());
            sieve.expectOk(sieve.answer());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return sieve;
    }

    private String authenticate(String actFor, String username, String password) {
        byte[] plain = (actFor + "\0" + username + "\0" + password).getBytes(StandardCharsets.UTF_8);
        return command("AUTHENTICATE \"PLAIN\" \"" + Base64.getEncoder().encodeToString(plain) + '"');
    }

    /** What the server offered at first. */
    public String greeting() {
        return greeting;
    }

    /** Stores a script; the last line of the answer, with what it says about it. */
    public String put(String name, String script) {
        return command("PUTSCRIPT \"" + name + "\" {" + script.length() + "+}\r\n" + script);
    }

    /** The answer to a command, its last line first. */
    public String command(String line) {
        try {
            wire.writeLine(line);
            String answer = answer();
            return answer.substring(answer.lastIndexOf('\n') + 1);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String answer() throws IOException {
        StringBuilder lines = new StringBuilder();
        while (true) {
            String line = wire.readLine();
            Matcher literal = LITERAL.matcher(line);
            if (literal.find()) {
                wire.read(Integer.parseInt(literal.group(1)));
                wire.readLine();
            }
            lines.append(line);
            if (line.startsWith("OK") || line.startsWith("NO") || line.startsWith("BYE")) {
                return lines.toString();
            }
            lines.append('\n');
        }
    }

    private void expectOk(String answer) {
        if (!answer.substring(answer.lastIndexOf('\n') + 1).startsWith("OK")) {
            throw new AssertionError("ManageSieve said: " + answer);
        }
    }

    @Override
    public void close() {
        try (wire) {
            wire.writeLine("LOGOUT");
        } catch (IOException gone) {
            // The server was quicker: there is nothing left to end.
        }
    }
}
