package fr.vaguemestre.bench;

import java.io.IOException;

/** How much memory Karaf holds, as it is found. */
final class Footprint {
    private Footprint() {}

    static void run(Appliance appliance, Report report) throws IOException, InterruptedException {
        appliance.get("/health", "");
        Figures memory = new Figures();
        memory.add(Processes.residentMebibytes(Processes.KARAF) * 1.048_576);
        report.add("Karaf resident memory", "MB", memory, Asked.atMost(900));
    }
}
