package fr.vaguemestre.range;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes operators' monthly figures over mutual TLS on 127.0.0.1: {@code PUT /depots/STRUCTURE/MONTH}. What it took it keeps
 * as a file and gives a receipt for; the same octets again get the same receipt, others for a month that was taken are refused.
 */
final class IndicatorsServer implements AutoCloseable {
    private static final Pattern PLACE = Pattern.compile("/depots/([0-9AB]{9})/([0-9]{4}-[0-9]{2})");
    private static final int MOST = 64 * 1024 * 1024;

    private final Path folder;
    private final Faults faults;
    private final Clock clock;
    private final EventLog log;
    private final HttpsDoor door;

    IndicatorsServer(RangeIgc igc, Faults faults, Path folder, int port, Clock clock, EventLog log)
            throws IOException, GeneralSecurityException {
        this.folder = Files.createDirectories(folder);
        this.faults = faults;
        this.clock = clock;
        this.log = log;
        this.door = new HttpsDoor(
                igc.identity(RangeLeaf.SERVEUR_LISTE).tls(Peers.trusted(igc)), HttpsDoor.Client.MUST_SHOW, port);
    }

    IndicatorsServer start() {
        door.open(this::handle, log, "/depots");
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
            String who = ((X509Certificate)
                            ((HttpsExchange) exchange).getSSLSession().getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName();
            int status = answer(exchange, path);
            log.say(exchange.getRequestMethod() + " " + path + " by " + who + " " + (status == 0 ? "hung up" : status));
        }
    }

    private synchronized int answer(HttpExchange exchange, String path) throws IOException {
        Set<Fault> on = faults.on();
        Matcher place = PLACE.matcher(path);
        if (on.contains(Fault.INDICATORS_DOWN)) {
            return 0;
        }
        if (!place.matches() || !exchange.getRequestMethod().equals("PUT")) {
            return say(exchange, 404, "{\"error\":\"PUT /depots/STRUCTURE/MONTH\"}");
        }
        if (on.contains(Fault.INDICATORS_REFUSED)) {
            return say(exchange, 422, "{\"error\":\"fichier refuse : structure inconnue\"}");
        }
        byte[] octets = exchange.getRequestBody().readNBytes(MOST);
        String sha256 = Document.sha256(octets);
        Path taken = folder.resolve(place.group(1) + "-" + place.group(2) + ".json");
        Path receipt = folder.resolve(place.group(1) + "-" + place.group(2) + ".receipt");
        if (!Files.exists(receipt)) {
            Files.write(taken, octets);
            String words =
                    "{\"receipt\":\"RECU-" + place.group(1) + "-" + place.group(2) + "-" + sha256.substring(0, 12)
                            + "\",\"receivedAt\":\"" + clock.instant() + "\",\"sha256\":\"" + sha256 + "\"}";
            Pem.writeAtomically(receipt, "rw-r--r--", words);
        } else if (!Files.readString(receipt, UTF_8).contains(sha256)) {
            return say(exchange, 422, "{\"error\":\"ce mois est deja depose\"}");
        }
        return on.contains(Fault.INDICATORS_TIMEOUT_AFTER_COMMIT)
                ? 0
                : say(exchange, 201, Files.readString(receipt, UTF_8));
    }

    private static int say(HttpExchange exchange, int status, String words) throws IOException {
        byte[] octets = words.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, octets.length);
        exchange.getResponseBody().write(octets);
        return status;
    }
}
