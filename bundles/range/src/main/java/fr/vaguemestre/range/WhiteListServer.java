package fr.vaguemestre.range;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Serves the white list over HTTPS on 127.0.0.1; one list is kept in memory, made anew for each change of faults. */
final class WhiteListServer implements AutoCloseable {
    static final String PATH = "/listeblanchemssante.xml";
    private static final Duration RENEWAL = Duration.ofHours(12);

    private record Made(Optional<Fault> variant, Instant at, Document document) {}

    private final RangeWhiteList list;
    private final Faults faults;
    private final Path dateFile;
    private final Clock clock;
    private final EventLog log;
    private final HttpsDoor door;
    private @Nullable Made made;

    WhiteListServer(RangeIgc igc, Faults faults, Path dateFile, int port, Clock clock, EventLog log)
            throws IOException, GeneralSecurityException {
        this.list = new RangeWhiteList(igc);
        this.faults = faults;
        this.dateFile = dateFile;
        this.clock = clock;
        this.log = log;
        this.door =
                new HttpsDoor(igc.identity(RangeLeaf.SERVEUR_LISTE).tls(), HttpsDoor.Client.ASKED_FOR_NOTHING, port);
    }

    /** Makes and signs the list, then listens. */
    WhiteListServer start() throws IOException, GeneralSecurityException {
        current(faults.on());
        door.open(this::handle, log, PATH);
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
        } catch (GeneralSecurityException failed) {
            log.say(path + " failed: " + failed);
        }
    }

    private int answer(HttpExchange exchange, String path) throws IOException, GeneralSecurityException {
        if (path.equals("/")) {
            // Faults spare it: whoever asks whether the server lives gets the truth.
            return new Document((PATH + "\n").getBytes(UTF_8), "text/plain", Instant.EPOCH).answer(exchange);
        }
        Set<Fault> on = path.equals(PATH) ? faults.on() : Set.of();
        if (on.contains(Fault.WHITELIST_DOWN)) {
            return 0;
        }
        if (path.equals(PATH) && !on.contains(Fault.WHITELIST_ERROR)) {
            return current(on).answer(exchange);
        }
        int status = path.equals(PATH) ? 500 : 404;
        exchange.sendResponseHeaders(status, -1);
        return status;
    }

    private synchronized Document current(Set<Fault> on) throws IOException, GeneralSecurityException {
        Optional<Fault> variant = on.stream().filter(Fault::isListOfItsOwn).findFirst();
        Instant now = clock.instant();
        Made last = made;
        if (last != null && last.variant.equals(variant) && now.isBefore(last.at.plus(RENEWAL))) {
            return last.document;
        }
        long start = System.nanoTime();
        Instant date = nextDate(now);
        byte[] bytes = variant.isPresent() ? list.faulty(variant.get(), date) : list.signed(date);
        var document = new Document(bytes, "application/xml; charset=UTF-8", date);
        made = new Made(variant, now, document);
        log.say("made the list of " + date
                + variant.map(fault -> " with fault " + fault.label()).orElse("") + ", " + bytes.length + " bytes in "
                + (System.nanoTime() - start) / 1_000_000 + " ms");
        return document;
    }

    /** DateDeGeneration never goes back, not even over a restart. */
    private Instant nextDate(Instant now) throws IOException {
        Instant date = now.truncatedTo(ChronoUnit.SECONDS);
        if (Files.exists(dateFile)) {
            Instant after =
                    Instant.parse(Files.readString(dateFile, UTF_8).strip()).plusSeconds(1);
            date = date.isBefore(after) ? after : date;
        }
        Pem.writeAtomically(dateFile, "rw-r--r--", date + "\n");
        return date;
    }
}
