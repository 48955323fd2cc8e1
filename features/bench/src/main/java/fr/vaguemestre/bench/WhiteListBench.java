package fr.vaguemestre.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/**
 * How long it takes until a white list of national size, of a new date and signature, is in force: fetched, verified, parsed,
 * kept, swapped. The practice range makes and serves each list before the clock starts.
 */
final class WhiteListBench {
    private static final int ROUNDS = 5;

    private WhiteListBench() {}

    static void run(Appliance appliance, Report report) throws IOException, InterruptedException {
        String token = appliance.token();
        Figures seconds = new Figures();
        Figures entries = new Figures();
        String inForce = refresh(appliance, token).path("generatedAt").asText();
        for (int round = 0; round < ROUNDS; round++) {
            makeYoungerList(appliance);
            long start = System.nanoTime();
            JsonNode answer = refresh(appliance, token);
            seconds.add((System.nanoTime() - start) / 1e9);
            String now = answer.path("generatedAt").asText();
            if (now.compareTo(inForce) <= 0) {
                throw new IOException("the list of " + inForce + " is still in force: " + answer);
            }
            inForce = now;
            entries.add(answer.path("entries").asDouble());
        }
        report.add("entries", "", entries, Asked.atLeast(6554));
        report.add("a changed list in force, end to end", "s", seconds, Asked.atMost(5));
    }

    private static JsonNode refresh(Appliance appliance, String token) throws IOException, InterruptedException {
        return appliance.call("POST", "/annuaire/whitelist/refresh", token, Map.of());
    }

    /** The range makes a list anew when its faults change, at the next request for it. */
    private static void makeYoungerList(Appliance appliance) throws IOException, InterruptedException {
        HttpRequest list = HttpRequest.newBuilder(URI.create(
                        "https://localhost:" + appliance.port("VM_PORT_RANGE_WHITELIST") + "/listeblanchemssante.xml"))
                .build();
        fault("on");
        try {
            appliance.http().send(list, HttpResponse.BodyHandlers.discarding());
        } finally {
            fault("off");
        }
        appliance.http().send(list, HttpResponse.BodyHandlers.discarding());
    }

    private static void fault(String wanted) throws IOException, InterruptedException {
        Process range = new ProcessBuilder("/opt/vaguemestre/bin/range-fault", "whitelist-unsigned", wanted)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (range.waitFor() != 0) {
            throw new IOException("the range does not take the fault " + wanted);
        }
    }
}
