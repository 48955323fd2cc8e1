package fr.vaguemestre.confiance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.range.RangeIgc;
import fr.vaguemestre.range.RangeLeaf;
import fr.vaguemestre.range.RangeWhiteList;
import fr.vaguemestre.testkit.SettableClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An imitation IGC, made once, and servers of lists whose answers a test chooses. */
final class TestSpace implements AutoCloseable {
    static final String SUFFIX = "mssante.test";
    static final String SIGNER_CN = "Liste Blanche MSSante TEST";
    static final String SIGNER_OU = "318751275100020";

    final RangeIgc range;
    final RangeWhiteList lists;
    final Igc igc;
    final SettableClock clock = new SettableClock(Instant.now().truncatedTo(ChronoUnit.SECONDS));
    final AtomicInteger requests = new AtomicInteger();
    private final HttpsServer https;
    private final HttpServer http;
    volatile byte[] list = new byte[0];
    volatile int status = 200;
    volatile @Nullable String etag;
    volatile List<X509CRL> crls;

    TestSpace() throws IOException, GeneralSecurityException {
        this.range = Made.IGC;
        this.lists = new RangeWhiteList(range);
        this.igc = new Igc(List.of(range.root(), range.orgCa()));
        this.crls = crls(RangeIgc.REVOKED);
        var loopback = new InetSocketAddress(InetAddress.getByName("localhost"), 0);
        this.https = HttpsServer.create(loopback, 0);
        https.setHttpsConfigurator(
                new HttpsConfigurator(range.identity(RangeLeaf.SERVEUR_LISTE).tls()));
        https.createContext("/", this::serveList);
        https.start();
        this.http = HttpServer.create(loopback, 0);
        http.createContext("/", this::serveCrl);
        http.start();
    }

    URI listUri() {
        return URI.create("https://localhost:" + https.getAddress().getPort() + "/listeblanchemssante.xml");
    }

    List<URI> crlUris() {
        String base = "http://localhost:" + http.getAddress().getPort();
        return List.of(URI.create(base + "/0"), URI.create(base + "/1"));
    }

    X509Certificate certificate(RangeLeaf leaf) throws IOException, GeneralSecurityException {
        return range.identity(leaf).certificate();
    }

    List<X509CRL> crls(Set<RangeLeaf> revoked) throws IOException, GeneralSecurityException {
        return range.crls(revoked, clock.instant().minusSeconds(1), Duration.ofDays(7));
    }

    Crls inForce() throws ListRefused {
        Crls merged = Crls.none(igc);
        for (X509CRL crl : crls) {
            merged = merged.with(crl, clock.instant());
        }
        return merged;
    }

    ListVerifier verifier() {
        return new ListVerifier(igc, SIGNER_CN, SIGNER_OU);
    }

    TrustSpace trustSpace(AcceptedLists accepted, Path crlFile) throws IOException, GeneralSecurityException {
        var download = new Download(igc.tls(), Duration.ofSeconds(10), 20_000_000);
        var sources = new TrustSpace.Sources(download, Optional.of(listUri()), crlUris(), 20);
        return new TrustSpace(clock, igc, verifier(), accepted, sources, new CrlFile(crlFile));
    }

    static Caller admin() {
        return Caller.system("000000000", "test");
    }

    @Override
    public void close() {
        https.stop(0);
        http.stop(0);
    }

    private void serveList(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        try (exchange) {
            String tag = etag;
            if (tag != null) {
                exchange.getResponseHeaders().set("ETag", tag);
                if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                    exchange.sendResponseHeaders(304, -1);
                    return;
                }
            }
            exchange.sendResponseHeaders(status, list.length == 0 ? -1 : list.length);
            exchange.getResponseBody().write(list);
        }
    }

    private void serveCrl(HttpExchange exchange) throws IOException {
        try (exchange) {
            int index = exchange.getRequestURI().getPath().charAt(1) - '0';
            byte[] der = crls.get(index).getEncoded();
            exchange.sendResponseHeaders(200, der.length);
            exchange.getResponseBody().write(der);
        } catch (GeneralSecurityException impossible) {
            throw new IOException(impossible);
        }
    }

    private static final class Made {
        static final RangeIgc IGC = make();

        private static RangeIgc make() {
            try {
                Path folder = Files.createTempDirectory("igc").resolve("igc");
                return RangeIgc.make(folder, "http://127.0.0.1:1", SUFFIX, Clock.systemUTC());
            } catch (IOException | GeneralSecurityException failed) {
                throw new IllegalStateException(failed);
            }
        }
    }
}
