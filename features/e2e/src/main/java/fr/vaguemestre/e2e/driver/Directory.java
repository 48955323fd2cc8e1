package fr.vaguemestre.e2e.driver;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The national directory of the range, read by its own FHIR interface as any other operator would. */
public final class Directory {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http;
    private final String base;

    private Directory(HttpClient http, String base) {
        this.http = http;
        this.base = base;
    }

    /** The directory that {@code status --json} names. */
    public static Directory of(Appliance appliance) {
        HttpClient http = HttpClient.newBuilder()
                .sslContext(appliance.trust().context())
                .connectTimeout(PATIENCE)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        return new Directory(http, appliance.status().at("/range/annuaire").asText());
    }

    /** Each entry of the directory about a mailbox, with its carrier: {@code Practitioner/997… → {contact}}. */
    public List<Entry> entries(String address) {
        List<Entry> found = new ArrayList<>();
        for (String type : List.of("Practitioner", "Organization")) {
            JsonNode bundle = read("/" + type + "?mailbox-mss=" + URLEncoder.encode(address, StandardCharsets.UTF_8));
            for (JsonNode entry : bundle.path("entry")) {
                for (JsonNode contact : entry.at("/resource/telecom")) {
                    if (contact.path("value").asText().equals(address)) {
                        found.add(
                                new Entry(type + "/" + entry.at("/resource/id").asText(), contact));
                    }
                }
            }
        }
        return found;
    }

    private JsonNode read(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(PATIENCE)
                .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
            if (answer.statusCode() != 200) {
                throw new AssertionError(request.uri() + " answered " + answer.statusCode() + ": " + answer.body());
            }
            return Json.MAPPER.readTree(answer.body());
        } catch (IOException failure) {
            throw new UncheckedIOException(request.uri() + ": " + failure, failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /**
     * One entry.
     *
     * @param carrier who carries the mailbox
     * @param contact the element of {@code telecom}
     */
    public record Entry(String carrier, JsonNode contact) {}
}
