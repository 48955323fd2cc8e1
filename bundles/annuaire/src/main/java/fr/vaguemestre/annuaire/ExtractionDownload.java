package fr.vaguemestre.annuaire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks the directory which extraction is the newest, and fetches it into a file. */
final class ExtractionDownload implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Pattern STAMP = Pattern.compile("Extraction_Correspondance_MSSante_(\\d{12})");
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyyMMddHHmm");
    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

    private final HttpClient client;
    private final URI place;
    private final long maxBytes;
    private final Duration atMost;

    ExtractionDownload(HttpClient client, URI place, long maxBytes, Duration atMost) {
        this.client = client;
        this.place = place;
        this.maxBytes = maxBytes;
        this.atMost = atMost;
    }

    /**
     * What the directory offers.
     *
     * @param version names it exactly; another one is another file
     * @param asOf the minute in its file name
     */
    record Offer(String version, Instant asOf) {}

    /** The newest extraction, without fetching it. */
    Offer newest(Instant now) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(place)
                .timeout(ANSWER)
                .method("HEAD", BodyPublishers.noBody())
                .build();
        HttpResponse<Void> response = client.send(request, BodyHandlers.discarding());
        return offer(response.statusCode(), response.headers(), now);
    }

    /** Fetches it; the file is whole when this returns. */
    Offer fetch(Path into, Instant now) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(place).timeout(atMost).GET().build();
        HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            Offer offer = offer(response.statusCode(), response.headers(), now);
            long length = copy(body, into);
            Optional<String> told = response.headers().firstValue("Content-Length");
            if (told.isPresent() && !told.get().equals(Long.toString(length))) {
                throw new ExtractionRefused("the extraction ended after " + length + " of " + told.get() + " bytes");
            }
            return offer;
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private long copy(InputStream body, Path into) throws IOException {
        long length = 0;
        long end = System.nanoTime() + atMost.toNanos();
        byte[] part = new byte[1 << 16];
        try (OutputStream file = Files.newOutputStream(into)) {
            for (int read = body.read(part); read >= 0; read = body.read(part)) {
                length += read;
                if (length > maxBytes) {
                    throw new ExtractionRefused("the extraction is larger than " + maxBytes + " bytes");
                }
                if (System.nanoTime() > end) {
                    throw new ExtractionRefused("the extraction took more than " + atMost.toSeconds() + " s");
                }
                file.write(part, 0, read);
            }
        }
        return length;
    }

    private static Offer offer(int status, HttpHeaders headers, Instant now) throws ExtractionRefused {
        if (status != 200) {
            throw new ExtractionRefused("the directory answered " + status);
        }
        String named = headers.firstValue("Content-Disposition").orElse("");
        String version = (named + " " + headers.firstValue("ETag").orElse("")).strip();
        return new Offer(version, stamp(named).orElse(now));
    }

    /** The directory's clock is the one on French walls. */
    private static Optional<Instant> stamp(String named) {
        Matcher stamp = STAMP.matcher(named);
        try {
            return stamp.find()
                    ? Optional.of(LocalDateTime.parse(stamp.group(1), MINUTE)
                            .atZone(PARIS)
                            .toInstant())
                    : Optional.empty();
        } catch (DateTimeException noMinute) {
            return Optional.empty();
        }
    }
}
