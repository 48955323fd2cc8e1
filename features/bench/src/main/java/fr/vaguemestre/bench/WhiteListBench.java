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
        measure(appliance, token, report, "", new Bounds(6_554, 5));
        fault("list-fourfold", "on");
        try {
            measure(appliance, token, report, ", four times as long", new Bounds(20_000, 8));
        } finally {
            fault("list-fourfold", "off");
        }
        backToUsual(appliance, token);
    }

    /** At least that many entries in at most that many seconds. */
    private record Bounds(int entries, double seconds) {}

    private static void measure(Appliance appliance, String token, Report report, String which, Bounds asked)
            throws IOException, InterruptedException {
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
        report.add("entries" + which, "", entries, Asked.atLeast(asked.entries()));
        report.add("a changed list in force, end to end" + which, "s", seconds, Asked.atMost(asked.seconds()));
    }

    /** A list so much shorter is held until a person accepts it. */
    private static void backToUsual(Appliance appliance, String token) throws IOException, InterruptedException {
        makeYoungerList(appliance);
        try {
            refresh(appliance, token);
            throw new IllegalStateException("a list without three quarters of its domains was taken at once");
        } catch (IOException refused) {
            // 503 confiance.list-refused: it is held
        }
        JsonNode held = appliance.json("/annuaire/whitelist/held", token).path("list");
        appliance.call(
                "POST",
                "/annuaire/whitelist/held/"
                        + held.path("figures").path("digest").asText() + "/accept",
                token,
                Map.of());
    }

    private static JsonNode refresh(Appliance appliance, String token) throws IOException, InterruptedException {
        return appliance.call("POST", "/annuaire/whitelist/refresh", token, Map.of());
    }

    /** The range makes a list anew when its faults change, at the next request for it. */
    private static void makeYoungerList(Appliance appliance) throws IOException, InterruptedException {
        HttpRequest list = HttpRequest.newBuilder(URI.create(
                        "https://localhost:" + appliance.port("VM_PORT_RANGE_WHITELIST") + "/listeblanchemssante.xml"))
                .build();
        fault("whitelist-unsigned", "on");
        try {
            appliance.http().send(list, HttpResponse.BodyHandlers.discarding());
        } finally {
            fault("whitelist-unsigned", "off");
        }
        appliance.http().send(list, HttpResponse.BodyHandlers.discarding());
    }

    private static void fault(String name, String wanted) throws IOException, InterruptedException {
        Process range = new ProcessBuilder("/opt/vaguemestre/bin/range-fault", name, wanted)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (range.waitFor() != 0) {
            throw new IOException("the range does not take " + name + " " + wanted);
        }
    }
}
