package fr.vaguemestre.range;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import fr.vaguemestre.range.DirectoryBook.Carrier;
import fr.vaguemestre.range.DirectoryBook.Refused;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLPeerUnverifiedException;

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
    private final DirectoryBook book;
    private final ExtractionDoor extraction;
    private final Faults faults;
    private final EventLog log;
    private final HttpsDoor door;

    /**
     * Listens later.
     *
     * @param home folder of the journal, and of {@code extraction.zip}, which is served instead of the usual one where it is
     */
    DirectoryServer(RangeIgc igc, Faults faults, Path home, int port, Clock clock, EventLog log)
            throws IOException, GeneralSecurityException {
        this.book = new DirectoryBook(Files.createDirectories(home).resolve("journal"), igc.suffix());
        this.extraction = new ExtractionDoor(book, igc.suffix(), home.resolve("extraction.zip"), clock);
        this.faults = faults;
        this.log = log;
        this.door = new HttpsDoor(
                igc.identity(RangeLeaf.SERVEUR_LISTE).tls(Peers.trusted(igc)), HttpsDoor.Client.MAY_SHOW, port);
    }

    /** Listens. */
    DirectoryServer start() {
        door.open(this::handle, log, FHIR + " " + EXTRACTION);
        return this;
    }

    int port() {
        return door.port();
    }

    @Override
    public void close() {
        door.close();
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
            return extraction.answer(exchange);
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
}
