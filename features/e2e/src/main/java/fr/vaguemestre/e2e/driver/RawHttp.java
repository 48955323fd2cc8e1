package fr.vaguemestre.e2e.driver;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocket;

/** Octets written to the web front as they are. */
public final class RawHttp {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3}) ");
    private static final int PATIENCE = 20_000;
    /** How long a server may be silent after its first word before it counts as having said everything. */
    private static final int SILENCE = 1_500;

    private RawHttp() {}

    /** The statuses of all answers on one connection to HTTP/1.1, in order, until the server closes it or falls silent. */
    public static List<Integer> statuses(Appliance appliance, String octets) {
        URI api = URI.create(appliance.endpoint("api"));
        try (SSLSocket socket =
                (SSLSocket) appliance.trust().context().getSocketFactory().createSocket()) {
            socket.connect(new InetSocketAddress(api.getHost(), api.getPort()));
            socket.setSoTimeout(PATIENCE);
            socket.getOutputStream().write(octets.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return STATUS.matcher(all(socket))
                    .results()
                    .map(found -> Integer.valueOf(found.group(1)))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String all(SSLSocket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder text = new StringBuilder();
        try {
            for (int octet = in.read(); octet >= 0; octet = in.read()) {
                text.append((char) octet);
                socket.setSoTimeout(SILENCE);
            }
        } catch (SocketTimeoutException silent) {
            return text.toString();
        } catch (IOException reset) {
            return text.toString();
        }
        return text.toString();
    }
}
