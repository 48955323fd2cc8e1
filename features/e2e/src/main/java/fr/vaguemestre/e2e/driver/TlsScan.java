package fr.vaguemestre.e2e.driver;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Finds which protocols and suites a door takes, by greetings (ClientHello) written by hand: a library would not offer what is
 * to be refused. A door is asked again with what is left until it takes nothing more, so the list is complete.
 */
public final class TlsScan {
    /** SSL 3.0. */
    public static final int SSL3 = 0x0300;
    /** TLS 1.0. */
    public static final int TLS10 = 0x0301;
    /** TLS 1.1. */
    public static final int TLS11 = 0x0302;
    /** TLS 1.2. */
    public static final int TLS12 = 0x0303;
    /** TLS 1.3. */
    public static final int TLS13 = 0x0304;

    private static final int PATIENCE = 20_000;
    private static final int HANDSHAKE = 22;
    private static final int SERVER_HELLO = 2;

    private final InetSocketAddress door;
    private final List<String> opening;

    private TlsScan(InetSocketAddress door, List<String> opening) {
        this.door = door;
        this.opening = opening;
    }

    /** A door that speaks TLS from the first octet. */
    public static TlsScan plain(InetSocketAddress door) {
        return new TlsScan(door, List.of());
    }

    /** A door that is asked for TLS in words: each is written when a line has come, the last answer is one line. */
    public static TlsScan after(InetSocketAddress door, String... words) {
        return new TlsScan(door, List.of(words));
    }

    /** Every suite that it takes with that protocol, as its number in IANA's list. */
    public Set<Integer> suites(int protocol) {
        List<Integer> left = new ArrayList<>(protocol == TLS13 ? tls13() : older());
        Set<Integer> taken = new TreeSet<>();
        Optional<Integer> one = offered(protocol, left);
        while (one.isPresent()) {
            taken.add(one.get());
            left.removeIf(one.get()::equals);
            one = left.isEmpty() ? Optional.empty() : offered(protocol, left);
        }
        return taken;
    }

    private static List<Integer> tls13() {
        return IntStream.rangeClosed(0x1301, 0x1307).boxed().toList();
    }

    /** All that IANA ever gave out for SSL 3.0 to TLS 1.2, and the gaps between. */
    private static List<Integer> older() {
        return IntStream.of(0x0000, 0xC000, 0xC100, 0xCC00, 0xFE00)
                .flatMap(from -> IntStream.rangeClosed(from, from + 0xFF))
                .filter(suite -> suite != 0x00FF)
                .boxed()
                .toList();
    }

    /** The suite that it picks out of these; nothing where it refuses. */
    private Optional<Integer> offered(int protocol, List<Integer> suites) {
        try (Socket socket = new Socket()) {
            socket.connect(door, PATIENCE);
            socket.setSoTimeout(PATIENCE);
            open(socket);
            socket.getOutputStream().write(hello(protocol, suites));
            socket.getOutputStream().flush();
            return answer(new DataInputStream(socket.getInputStream()), protocol);
        } catch (IOException failure) {
            throw new UncheckedIOException("scan of " + door, failure);
        }
    }

    private void open(Socket socket) throws IOException {
        for (String word : opening) {
            line(socket.getInputStream());
            socket.getOutputStream().write((word + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }
        if (!opening.isEmpty()) {
            line(socket.getInputStream());
        }
    }

    /** Whole answers: the lines of SMTP with a dash, of ManageSieve before OK, and of IMAP with a star go on. */
    private static void line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            line.setLength(0);
            for (int octet = in.read(); octet != '\n'; octet = in.read()) {
                if (octet < 0) {
                    throw new IOException("closed before TLS, after: " + line);
                }
                line.append((char) octet);
            }
            if (!line.toString().startsWith("\"") && !(line.length() > 3 && line.charAt(3) == '-')) {
                return;
            }
        }
    }

    private static Optional<Integer> answer(DataInputStream in, int protocol) throws IOException {
        try {
            int type = in.readUnsignedByte();
            in.readUnsignedShort();
            byte[] record = new byte[in.readUnsignedShort()];
            in.readFully(record);
            if (type != HANDSHAKE || record[0] != SERVER_HELLO) {
                return Optional.empty();
            }
            ByteBuffer hello = ByteBuffer.wrap(record, 4, record.length - 4);
            int version = hello.getShort() & 0xFFFF;
            hello.position(hello.position() + 32);
            hello.position(hello.position() + 1 + (hello.get(hello.position()) & 0xFF));
            int suite = hello.getShort() & 0xFFFF;
            boolean newer = HexFormat.of().formatHex(record).contains("002b00020304");
            int spoken = newer ? TLS13 : version;
            return spoken == protocol ? Optional.of(suite) : Optional.empty();
        } catch (java.io.EOFException | java.net.SocketException closed) {
            return Optional.empty();
        }
    }

    private static byte[] hello(int protocol, List<Integer> suites) {
        var body = new Octets();
        body.two(Math.min(protocol, TLS12)).fill(32, 0x5A).one(32).fill(32, 0x33);
        body.two(suites.size() * 2);
        suites.forEach(body::two);
        body.one(1).one(0);
        if (protocol > SSL3) {
            byte[] extensions = extensions(protocol);
            body.two(extensions.length).all(extensions);
        }
        byte[] hello = body.octets();
        return new Octets()
                .one(HANDSHAKE)
                .two(Math.min(protocol, TLS10))
                .two(hello.length + 4)
                .one(1)
                .one(0)
                .two(hello.length)
                .all(hello)
                .octets();
    }

    private static byte[] extensions(int protocol) {
        var all = new Octets();
        all.two(10).two(10).two(8).two(0x001D).two(0x0017).two(0x0018).two(0x0019); // supported_groups
        all.two(11).two(2).one(1).one(0); // ec_point_formats
        int[] signatures = {
            0x0403, 0x0503, 0x0603, 0x0804, 0x0805, 0x0806, 0x0401, 0x0501, 0x0601, 0x0201, 0x0203, 0x0202
        };
        all.two(13).two(signatures.length * 2 + 2).two(signatures.length * 2);
        IntStream.of(signatures).forEach(all::two);
        if (protocol == TLS13) {
            all.two(43).two(3).one(2).two(TLS13); // supported_versions
            all.two(51)
                    .two(38)
                    .two(36)
                    .two(0x001D)
                    .two(32)
                    .fill(32, 0x09); // key_share: any 32 octets are a point of X25519
        }
        return all.octets();
    }

    private static final class Octets {
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();

        Octets one(int value) {
            written.write(value);
            return this;
        }

        Octets two(int value) {
            return one(value >> 8).one(value);
        }

        Octets fill(int times, int value) {
            for (int left = times; left > 0; left--) {
                one(value);
            }
            return this;
        }

        Octets all(byte[] octets) {
            written.writeBytes(octets);
            return this;
        }

        byte[] octets() {
            return written.toByteArray();
        }
    }
}
