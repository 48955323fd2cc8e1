package fr.vaguemestre.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.net.ssl.SSLContext;

/** Requests by HTTP/1.1, one after the other, and their answers' octets; nothing of them is understood but their end. */
final class RawHttp implements AutoCloseable {
    private final Wire wire;

    private RawHttp(Wire wire) {
        this.wire = wire;
    }

    static RawHttp connect(int port, SSLContext tls) throws IOException {
        Wire wire = Wire.to(port);
        wire.secure(tls);
        return new RawHttp(wire);
    }

    /** How many octets the answer's body has; fails unless it is 200. */
    long get(String path, String token) throws IOException {
        return exchange("GET " + path, "200", head(token) + "\r\n");
    }

    /** Sends that JSON; how many octets the answer's body has; fails unless it is 201. */
    long post(String path, String token, String json) throws IOException {
        int length = json.getBytes(StandardCharsets.UTF_8).length;
        return exchange(
                "POST " + path,
                "201",
                head(token) + "Content-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n" + json);
    }

    private static String head(String token) {
        return " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\nAccept: application/json\r\n";
    }

    private long exchange(String what, String expected, String rest) throws IOException {
        wire.write(what + rest);
        String status = wire.line();
        long length = 0;
        boolean chunked = false;
        for (String header = wire.line(); !header.isEmpty(); header = wire.line()) {
            String name = header.toLowerCase(Locale.ROOT);
            if (name.startsWith("content-length:")) {
                length = Long.parseLong(header.substring(15).strip());
            }
            chunked |= name.startsWith("transfer-encoding:") && name.contains("chunked");
        }
        if (chunked) {
            for (int size = chunk(); size > 0; size = chunk()) {
                wire.octets(size);
                wire.line();
                length += size;
            }
            wire.line();
        } else {
            wire.octets(Math.toIntExact(length));
        }
        if (!status.startsWith("HTTP/1.1 " + expected)) {
            throw new IOException(what + " answered " + status);
        }
        return length;
    }

    private int chunk() throws IOException {
        return Integer.parseInt(wire.line().replaceFirst(";.*", "").strip(), 16);
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
