package fr.vaguemestre.range;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Bytes served over HTTP with the two validators of RFC 9110; answers 304 to whoever has them already. */
final class Document {
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.RFC_1123_DATE_TIME;

    private final byte[] bytes;
    private final String type;
    private final String etag;
    private final Instant modified;

    Document(byte[] bytes, String type, Instant modified) {
        this.bytes = bytes;
        this.type = type;
        this.etag = '"' + sha256(bytes) + '"';
        this.modified = modified.truncatedTo(ChronoUnit.SECONDS);
    }

    /** Answers and gives back the status sent. */
    int answer(HttpExchange exchange) throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("ETag", etag);
        headers.set("Last-Modified", HTTP_DATE.format(modified.atZone(ZoneOffset.UTC)));
        headers.set("Cache-Control", "no-cache");
        if (isKnown(exchange)) {
            exchange.sendResponseHeaders(304, -1);
            return 304;
        }
        headers.set("Content-Type", type);
        if (exchange.getRequestMethod().equals("HEAD")) {
            headers.set("Content-Length", Integer.toString(bytes.length));
            exchange.sendResponseHeaders(200, -1);
        } else {
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
        return 200;
    }

    private boolean isKnown(HttpExchange exchange) {
        var request = exchange.getRequestHeaders();
        @Nullable String match = request.getFirst("If-None-Match");
        if (match != null) {
            return match.equals("*") || match.contains(etag);
        }
        @Nullable String since = request.getFirst("If-Modified-Since");
        try {
            return since != null
                    && !modified.isAfter(ZonedDateTime.parse(since, HTTP_DATE).toInstant());
        } catch (DateTimeException notADate) {
            return false;
        }
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
