package fr.vaguemestre.range;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSAbsentContent;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.jspecify.annotations.Nullable;

/** Serves the authorities' certificates and CRLs over HTTP on 127.0.0.1, and keeps the CRLs fresh. */
final class IgcServer implements AutoCloseable {
    static final String CHAIN = "Chaine_de_certification-IGC-Sante-TEST.p7b";
    private static final String CRL_TYPE = "application/pkix-crl";

    private record Issued(Set<RangeLeaf> revoked, Instant at, List<X509CRL> crls) {}

    private final RangeIgc igc;
    private final Faults faults;
    private final Duration crlLife;
    private final Clock clock;
    private final EventLog log;
    private final HttpServer http;
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor();
    private @Nullable Issued issued;

    IgcServer(RangeIgc igc, Faults faults, int port, Duration crlLife, Clock clock, EventLog log) throws IOException {
        this.igc = igc;
        this.faults = faults;
        this.crlLife = crlLife;
        this.clock = clock;
        this.log = log;
        this.http =
                HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 0);
    }

    /** Makes fresh CRLs, then listens. */
    IgcServer start() throws IOException, GeneralSecurityException {
        crls();
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", this::handle);
        http.start();
        long period = Math.clamp(crlLife.toMillis() / 8, 250, 5_000);
        var unused = clockwork.scheduleWithFixedDelay(this::refresh, period, period, TimeUnit.MILLISECONDS);
        log.say("listens on " + http.getAddress() + ", CRL life " + crlLife);
        return this;
    }

    int port() {
        return http.getAddress().getPort();
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
        http.stop(0);
    }

    private void refresh() {
        try {
            crls();
        } catch (IOException | GeneralSecurityException failed) {
            log.say("cannot issue CRLs: " + failed);
        }
    }

    /** The CRLs to serve, issued anew at half of their life and whenever the set of revoked leaves changes. */
    private synchronized List<X509CRL> crls() throws IOException, GeneralSecurityException {
        Instant now = clock.instant();
        Set<RangeLeaf> revoked = faults.revoked();
        Issued last = issued;
        if (last != null && last.revoked.equals(revoked) && now.isBefore(last.at.plus(crlLife.dividedBy(2)))) {
            return last.crls;
        }
        var fresh = igc.crls(revoked, now, crlLife);
        igc.publish(fresh);
        issued = new Issued(revoked, now, fresh);
        log.say("issued CRLs until " + now.plus(crlLife) + ", revoked " + revoked);
        return fresh;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        try (exchange) {
            int status = answer(exchange, path);
            log.say(exchange.getRequestMethod() + " " + path + " " + (status == 0 ? "hung up" : status));
        } catch (GeneralSecurityException | CMSException failed) {
            log.say(path + " failed: " + failed);
        }
    }

    private int answer(HttpExchange exchange, String path) throws IOException, GeneralSecurityException, CMSException {
        return switch (path) {
            case "/AC/" + RangeIgc.ROOT_NAME + ".cer" ->
                certificate(igc.root().getEncoded()).answer(exchange);
            case "/AC/" + RangeIgc.ORG_NAME + ".cer" ->
                certificate(igc.orgCa().getEncoded()).answer(exchange);
            case "/AC/" + CHAIN -> chain().answer(exchange);
            case "/CRL/" + RangeIgc.ROOT_NAME + ".crl" -> crl(exchange, 0);
            case "/CRL/" + RangeIgc.ORG_NAME + ".crl" -> crl(exchange, 1);
            case "/" -> index().answer(exchange);
            // What a reader fetches that follows the DOCTYPE of the white list; the log shows it.
            case "/xxe" -> new Document(new byte[0], "application/xml-dtd", clock.instant()).answer(exchange);
            default -> {
                exchange.sendResponseHeaders(404, -1);
                yield 404;
            }
        };
    }

    private int crl(HttpExchange exchange, int index) throws IOException, GeneralSecurityException {
        Set<Fault> on = faults.on();
        if (on.contains(Fault.CRL_UNREACHABLE)) {
            return 0;
        }
        X509CRL crl = on.contains(Fault.CRL_EXPIRED) ? expired().get(index) : crls().get(index);
        return new Document(crl.getEncoded(), CRL_TYPE, crl.getThisUpdate().toInstant()).answer(exchange);
    }

    private List<X509CRL> expired() throws IOException, GeneralSecurityException {
        return igc.crls(faults.revoked(), clock.instant().minus(crlLife.multipliedBy(3)), crlLife);
    }

    private Document index() {
        String names = "/AC/%s.cer\n/AC/%s.cer\n/AC/%s\n/CRL/%s.crl\n/CRL/%s.crl\n"
                .formatted(RangeIgc.ROOT_NAME, RangeIgc.ORG_NAME, CHAIN, RangeIgc.ROOT_NAME, RangeIgc.ORG_NAME);
        return new Document(names.getBytes(US_ASCII), "text/plain", Instant.EPOCH);
    }

    private Document certificate(byte[] der) {
        return new Document(der, "application/pkix-cert", Instant.EPOCH);
    }

    private Document chain() throws IOException, GeneralSecurityException, CMSException {
        var generator = new CMSSignedDataGenerator();
        generator.addCertificates(new JcaCertStore(List.of(igc.orgCa(), igc.root())));
        byte[] der = generator.generate(new CMSAbsentContent()).getEncoded();
        return new Document(der, "application/pkcs7-mime", Instant.EPOCH);
    }
}
