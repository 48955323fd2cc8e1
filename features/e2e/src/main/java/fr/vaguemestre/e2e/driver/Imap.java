package fr.vaguemestre.e2e.driver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One IMAP session. */
public final class Imap implements AutoCloseable {
    private static final Pattern LITERAL = Pattern.compile("\\{(\\d+)}$");

    private final Wire wire;
    private final String greeting;
    private int tags;

    private Imap(Wire wire) throws IOException {
        this.wire = wire;
        this.greeting = wire.readLine();
    }

    /** Connects and reads the greeting. */
    public static Imap connect(InetSocketAddress address) {
        return connectFrom("127.0.0.1", address);
    }

    /** Connects from one of this machine's addresses. */
    public static Imap connectFrom(String source, InetSocketAddress address) {
        try {
            return new Imap(new Wire(source, address));
        } catch (IOException failure) {
            throw new UncheckedIOException("no IMAP at " + address + ": " + failure.getMessage(), failure);
        }
    }

    /** Connects with TLS and opens the account; fails unless the password is right. */
    public static Imap open(Appliance appliance, String username, String password) {
        Imap imap = connect(appliance.address("imap"));
        imap.startTls(appliance.trust()).expectOk();
        imap.login(username, password).expectOk();
        return imap;
    }

    /** The first line of the server. */
    public String greeting() {
        return greeting;
    }

    /** STARTTLS and the handshake. */
    public Response startTls(Trust trust, String... protocols) {
        Response ready = command("STARTTLS");
        if (ready.ok()) {
            try {
                wire.secure(trust.context(), protocols);
            } catch (IOException refused) {
                throw new UncheckedIOException("TLS refused: " + refused.getMessage(), refused);
            }
        }
        return ready;
    }

    /** STARTTLS with octets behind it in the same packet, and the handshake; everything that is said until a NOOP is answered. */
    public String startTlsAnd(Trust trust, String injected) {
        try {
            wire.write(("t" + ++tags + " STARTTLS\r\n" + injected).getBytes(StandardCharsets.ISO_8859_1));
            String ready = wire.readLine();
            wire.secure(trust.context());
            Response after = command("NOOP");
            return ready + "\n" + String.join("\n", after.untagged()) + "\n" + after.status();
        } catch (IOException | UncheckedIOException closed) {
            return String.valueOf(closed.getMessage());
        }
    }

    /** LOGIN with quoted strings. */
    public Response login(String username, String password) {
        return command("LOGIN " + quoted(username) + " " + quoted(password));
    }

    /** AUTHENTICATE with a first response; a challenge, which tells why it was refused, is answered with nothing. */
    public Response authenticate(String mechanism, String initial) {
        return command("AUTHENTICATE " + mechanism + " " + initial);
    }

    /** Selects a folder and gives the UID of the messages that fit the IMAP search criteria. */
    public List<Long> search(String folder, String criteria) {
        command("SELECT " + quoted(folder)).expectOk();
        return command("UID SEARCH " + criteria).expectOk().untagged().stream()
                .filter(line -> line.startsWith("* SEARCH"))
                .flatMap(line ->
                        Stream.of(line.substring("* SEARCH".length()).strip().split(" ")))
                .filter(number -> !number.isEmpty())
                .map(Long::valueOf)
                .toList();
    }

    /** The octets of a message of the selected folder. */
    public byte[] fetch(long uid) {
        return command("UID FETCH " + uid + " BODY.PEEK[]")
                .expectOk()
                .literals()
                .getFirst();
    }

    /** Puts a message into a folder, with these flags. */
    public Response append(String folder, String flags, byte[] octets) {
        try {
            wire.writeLine("ap" + ++tags + " APPEND " + quoted(folder) + " (" + flags + ") {" + octets.length + "+}");
            wire.write(octets);
            wire.writeLine("");
            String read = wire.readLine();
            while (!read.startsWith("ap" + tags + " ")) {
                read = wire.readLine();
            }
            return new Response(read.substring(read.indexOf(' ') + 1), List.of(), List.of());
        } catch (IOException failure) {
            throw new UncheckedIOException("IMAP APPEND: " + failure.getMessage(), failure);
        }
    }

    /** Any command; reads until its tagged answer. */
    public Response command(String line) {
        String tag = "t" + ++tags;
        List<String> untagged = new ArrayList<>();
        List<byte[]> literals = new ArrayList<>();
        try {
            wire.writeLine(tag + " " + line);
            while (true) {
                String read = readWithLiterals(literals);
                if (read.startsWith(tag + " ")) {
                    return new Response(read.substring(tag.length() + 1), List.copyOf(untagged), List.copyOf(literals));
                }
                untagged.add(read);
                if (read.startsWith("+")) {
                    wire.writeLine("");
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("IMAP " + line.split(" ", 2)[0] + ": " + failure.getMessage(), failure);
        }
    }

    private String readWithLiterals(List<byte[]> literals) throws IOException {
        StringBuilder whole = new StringBuilder();
        while (true) {
            String part = wire.readLine();
            whole.append(part);
            Matcher literal = LITERAL.matcher(part);
            if (!literal.find()) {
                return whole.toString();
            }
            literals.add(wire.read(Integer.parseInt(literal.group(1))));
        }
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    @Override
    public void close() {
        try (wire) {
            wire.writeLine("bye LOGOUT");
        } catch (IOException gone) {
            // The server was quicker: there is nothing left to end.
        }
    }

    /**
     * What the server answered.
     *
     * @param status tagged line without the tag
     * @param untagged lines before it
     * @param literals octets that were announced with their length, in order
     */
    public record Response(String status, List<String> untagged, List<byte[]> literals) {
        /** Whether the command succeeded. */
        public boolean ok() {
            return status.startsWith("OK");
        }

        /**
         * This response, if the command succeeded.
         *
         * @throws AssertionError with the server's words otherwise
         */
        public Response expectOk() {
            if (!ok()) {
                throw new AssertionError("IMAP said: " + status);
            }
            return this;
        }
    }
}
