package fr.vaguemestre.bench;

import java.io.IOException;
import java.util.Map;

/** How long it takes until a white list of national size is in force: fetched, verified, parsed, swapped. */
final class WhiteListBench {
    private static final int ROUNDS = 5;

    private WhiteListBench() {}

    static void run(Appliance appliance, Report report) throws IOException, InterruptedException {
        String token = appliance.token();
        Figures seconds = new Figures();
        Figures entries = new Figures();
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            entries.add(appliance
                    .call("POST", "/annuaire/whitelist/refresh", token, Map.of())
                    .path("entries")
                    .asDouble());
            seconds.add((System.nanoTime() - start) / 1e9);
        }
        report.add("whitelist", "entries", "", entries, "≥ 6554");
        report.add("whitelist", "refresh, end to end", "s", seconds, "≤ 5");
    }
}
