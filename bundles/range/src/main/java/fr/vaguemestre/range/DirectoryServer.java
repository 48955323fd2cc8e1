package fr.vaguemestre.range;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import fr.vaguemestre.range.DirectoryBook.Carrier;
import fr.vaguemestre.range.DirectoryBook.Refused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManagerFactory;

/**
 * The imitation national directory over HTTPS on 127.0.0.1: FHIR reading and patching, and the extraction file. Whoever
 * patches shows a certificate of the trust space.
 */
final class DirectoryServer implements AutoCloseable {
    static final String FHIR = "/fhir/v2";
    static final String EXTRACTION =
            "/annuaire-sante-webservices/V300/services/extraction/Extraction_Correspondance_MSSante";
    private static final Pattern PLACE = Pattern.compile(FHIR + "/(Practitioner|Organization)(?:/([^/]+))?");
    private static final Pattern VERSION = Pattern.compile("(?:W/)?\"(\\d+)\"");
    private static final long SILENCE_NANOS = 15_000_000_000L;
    private static final int LINES = 2_000;

    /** The extraction as it was last made. */
    private record Made(String version, String name, Optional<ByteArrayOutputStream> zip) {}

    private final DirectoryBook book;
    private final ExtractionMaker maker;
    private final Path ready;
    private final Faults faults;
    private final Clock clock;
    private final EventLog log;
    private final HttpsServer https;
    private Made made = new Made("", "", Optional.empty());

    /**
     * Listens later.
     *
     * @param home folder of the journal, and of {@code extraction.zip}, which is served instead of the usual one where it is
     */
    DirectoryServer(RangeIgc igc, Faults faults, Path home, int port, Clock clock, EventLog log)
            throws IOException, GeneralSecurityException {
        this.book = new DirectoryBook(Files.createDirectories(home).resolve("journal"), igc.suffix());
        this.maker = new ExtractionMaker(igc.suffix());
        this.ready = home.resolve("extraction.zip");
        this.faults = faults;
        this.clock = clock;
        this.log = log;
        this.https =
                HttpsServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 0);
        https.setHttpsConfigurator(new Mutual(
                igc.identity(RangeLeaf.SERVEUR_LISTE).tls(trusted(igc).getTrustManagers())));
    }

    /** Listens. */
    DirectoryServer start() {
        https.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        https.createContext("/", this::handle);
        https.start();
        log.say("listens on " + https.getAddress() + " " + FHIR + " " + EXTRACTION);
        return this;
    }

    int port() {
        return https.getAddress().getPort();
    }

    @Override
    public void close() {
        https.stop(0);
    }

    private static TrustManagerFactory trusted(RangeIgc igc) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        store.setCertificateEntry("root", igc.root());
        store.setCertificateEntry("org", igc.orgCa());
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(store);
        return trust;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        try (exchange) {
            int status = answer(exchange, path);
            log.say(exchange.getRequestMethod() + " " + path + " " + (status == 0 ? "hung up" : status));
        }
    }

    private int answer(HttpExchange exchange, String path) throws IOException {
        if (path.equals("/")) {
            // Faults spare it: whoever asks whether the server lives gets the truth.
            return new Document((FHIR + "\n").getBytes(UTF_8), "text/plain", Instant.EPOCH).answer(exchange);
        }
        Set<Fault> on = faults.on();
        if (on.contains(Fault.ANNUAIRE_DOWN)) {
            return 0;
        }
        if (path.equals(EXTRACTION)) {
            return extraction(exchange);
        }
        Matcher place = PLACE.matcher(path);
        if (!place.matches()) {
            return outcome(exchange, 404, "not-found", "rien ici : " + path);
        }
        return switch (exchange.getRequestMethod()) {
            case "GET" -> read(exchange, place);
            case "PATCH" -> patch(exchange, place, on);
            default -> outcome(exchange, 405, "not-supported", exchange.getRequestMethod());
        };
    }

    private int read(HttpExchange exchange, Matcher place) throws IOException {
        if (place.group(2) != null) {
            Optional<Carrier> one = book.carrier(place.group(1) + "/" + place.group(2));
            return one.isPresent()
                    ? json(exchange, 200, one.get().resource())
                    : outcome(exchange, 404, "not-found", "inconnu : " + place.group(2));
        }
        Map<String, String> query = query(exchange);
        List<Carrier> found = query.containsKey("mailbox-mss")
                ? book.carrying(place.group(1), query.get("mailbox-mss"))
                : identified(place.group(1), query).stream().toList();
        ObjectNode bundle = DirectoryBook.JSON.createObjectNode().put("resourceType", "Bundle");
        bundle.put("type", "searchset").put("total", found.size());
        var entries = bundle.putArray("entry");
        found.forEach(carrier -> entries.addObject().set("resource", carrier.resource()));
        return json(exchange, 200, bundle);
    }

    private Optional<Carrier> identified(String type, Map<String, String> query) {
        String identifier = query.getOrDefault("identifier", "");
        return book.carrier(type + "/" + identifier.substring(identifier.indexOf('|') + 1));
    }

    private int patch(HttpExchange exchange, Matcher place, Set<Fault> on) throws IOException {
        if (!isKnown(exchange)) {
            return outcome(exchange, 401, "login", "un certificat de l'espace de confiance est demandé");
        }
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        Optional<Carrier> carrier = place.group(2) != null
                ? book.carrier(place.group(1) + "/" + place.group(2))
                : identified(place.group(1), query(exchange));
        if (carrier.isEmpty()) {
            return outcome(exchange, 404, "not-found", "aucun porteur de ce numéro");
        }
        if (on.contains(Fault.ANNUAIRE_PARTIAL) && carrier.get().type().equals("Organization")) {
            return outcome(exchange, 400, "business-rule", "le service de rattachement n'est pas reconnu");
        }
        try {
            book.patch(carrier.get(), body, version(exchange));
        } catch (Refused refused) {
            return outcome(exchange, refused.status, refused.code, String.valueOf(refused.getMessage()));
        }
        if (on.contains(Fault.ANNUAIRE_TIMEOUT_AFTER_COMMIT)) {
            LockSupport.parkNanos(SILENCE_NANOS);
            return 0;
        }
        return json(exchange, 200, carrier.get().resource());
    }

    private static Optional<Long> version(HttpExchange exchange) {
        String wanted = exchange.getRequestHeaders().getFirst("If-Match");
        Matcher version = VERSION.matcher(wanted == null ? "" : wanted);
        return version.matches() ? Optional.of(Long.valueOf(version.group(1))) : Optional.empty();
    }

    private static boolean isKnown(HttpExchange exchange) {
        try {
            return ((HttpsExchange) exchange).getSSLSession().getPeerCertificates().length > 0;
        } catch (SSLPeerUnverifiedException nobody) {
            return false;
        }
    }

    private int extraction(HttpExchange exchange) throws IOException {
        Made now = made();
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "application/zip");
        headers.set("ETag", '"' + now.version() + '"');
        headers.set("Content-Disposition", "attachment; filename=\"" + now.name() + ".zip\"");
        long length = now.zip().isPresent() ? now.zip().get().size() : Files.size(ready);
        if (exchange.getRequestMethod().equals("HEAD")) {
            headers.set("Content-Length", Long.toString(length));
            exchange.sendResponseHeaders(200, -1);
            return 200;
        }
        exchange.sendResponseHeaders(200, length);
        if (now.zip().isPresent()) {
            now.zip().get().writeTo(exchange.getResponseBody());
        } else {
            Files.copy(ready, exchange.getResponseBody());
        }
        return 200;
    }

    private synchronized Made made() throws IOException {
        if (Files.exists(ready)) {
            Instant at = Files.getLastModifiedTime(ready).toInstant();
            return new Made("file-" + at.toEpochMilli(), ExtractionMaker.name(at), Optional.empty());
        }
        String version = "book-" + book.changes();
        if (!made.version().equals(version)) {
            Instant now = clock.instant();
            var bytes = new ByteArrayOutputStream();
            maker.write(bytes, LINES, publishedLines(), now);
            made = new Made(version, ExtractionMaker.name(now), Optional.of(bytes));
        }
        return made;
    }

    /** What was published, as the next day's extraction would tell of it; the directory knows people by their number alone. */
    private List<String> publishedLines() {
        List<String> lines = new ArrayList<>();
        for (var published : book.published()) {
            JsonNode contact = published.getValue();
            String address = contact.path("value").asText();
            String number = published.getKey().id();
            if (DirectoryBook.about(contact, "listeRouge").asBoolean()) {
                continue;
            }
            switch (DirectoryBook.boxType(contact)) {
                case "PER" -> {
                    String[] names = (address.substring(0, address.indexOf('@')) + ".").split("\\.", -1);
                    lines.add(ExtractionMaker.person(
                            address,
                            number,
                            capital(names[0]),
                            names[1].toUpperCase(Locale.ROOT),
                            "10|Médecin||",
                            "",
                            ExtractionMaker.place(1)));
                }
                case "ORG" -> {
                    String service = DirectoryBook.about(contact, "service").asText();
                    lines.add(
                            ExtractionMaker.unit(address, service.replace('|', ' '), number, ExtractionMaker.place(1)));
                }
                default -> {}
            }
        }
        return lines;
    }

    private static String capital(String word) {
        return word.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private static Map<String, String> query(HttpExchange exchange) {
        var found = new java.util.HashMap<String, String>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String pair : (raw == null ? "" : raw).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                found.put(
                        pair.substring(0, equals).replace(":exact", ""),
                        URLDecoder.decode(pair.substring(equals + 1), UTF_8));
            }
        }
        return found;
    }

    private static int outcome(HttpExchange exchange, int status, String code, String words) throws IOException {
        ObjectNode outcome = DirectoryBook.JSON.createObjectNode().put("resourceType", "OperationOutcome");
        outcome.putArray("issue")
                .addObject()
                .put("severity", "error")
                .put("code", code)
                .put("diagnostics", words);
        return json(exchange, status, outcome);
    }

    private static int json(HttpExchange exchange, int status, ObjectNode body) throws IOException {
        String prefer = exchange.getRequestHeaders().getFirst("Prefer");
        boolean minimal = status == 200
                && "return=minimal".equals(prefer)
                && exchange.getRequestMethod().equals("PATCH");
        byte[] bytes = minimal ? new byte[0] : body.toString().getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/fhir+json; charset=UTF-8");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        return status;
    }

    private static final class Mutual extends HttpsConfigurator {
        Mutual(SSLContext context) {
            super(context);
        }

        @Override
        public void configure(HttpsParameters parameters) {
            var tls = getSSLContext().getDefaultSSLParameters();
            tls.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
            tls.setWantClientAuth(true);
            parameters.setSSLParameters(tls);
        }
    }
}
