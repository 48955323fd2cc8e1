package fr.vaguemestre.range;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The extraction file of the imitation directory: made-up lines, and what was published since. */
final class ExtractionDoor {
    private static final int LINES = 2_000;

    /** The extraction as it was last made. */
    private record Made(String version, String name, Optional<ByteArrayOutputStream> zip) {}

    private final DirectoryBook book;
    private final ExtractionMaker maker;
    private final Path ready;
    private final Clock clock;
    private Made made = new Made("", "", Optional.empty());

    /**
     * The file of that book.
     *
     * @param ready served in place of the usual one where it is
     */
    ExtractionDoor(DirectoryBook book, String suffix, Path ready, Clock clock) {
        this.book = book;
        this.maker = new ExtractionMaker(suffix);
        this.ready = ready;
        this.clock = clock;
    }

    /** Gives the file, or with HEAD what it would be; 200. */
    int answer(HttpExchange exchange) throws IOException {
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
}
