package fr.vaguemestre.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs the benchmarks inside the appliance's namespace, as root, so that it may read the processes' times and the secrets
 * that a client needs. {@code ./vaguemestre bench} is its door.
 */
public final class Bench {
    private Bench() {}

    /**
     * {@code bench STATUS_JSON RESULTS_FOLDER NAME...}; {@code page RESULTS_FOLDER MARKDOWN} to write the page of results;
     * {@code result RESULTS_FOLDER NAME LOAD_BEFORE LINES} to keep what was measured outside; or {@code baseline PORT DB_PORT
     * POOL} for the process that rest is compared with.
     */
    @SuppressWarnings("SystemOut") // a program that prints its result
    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "baseline" -> BaselineServer.serve(Arrays.copyOfRange(args, 1, args.length));
            case "page" ->
                Files.writeString(Path.of(args[2]), Page.of(Path.of(args[1])).markdown());
            case "result" -> result(args[1], args[2], args[3], Path.of(args[4]));
            default -> {
                List<String> failed = measure(args);
                if (!failed.isEmpty()) {
                    System.err.println("failed: " + String.join(", ", failed));
                    System.exit(1);
                }
            }
        }
    }

    /** Runs one after the other; those that failed, whose figures of an earlier run stay as they are. */
    @SuppressWarnings({"SystemOut", "CatchAndPrintStackTrace"}) // a program that prints its result
    private static List<String> measure(String[] args) throws Exception {
        Appliance appliance = Appliance.read(Path.of(args[0]));
        List<String> failed = new ArrayList<>();
        for (String name : List.of(args).subList(2, args.length)) {
            double load = Circumstances.load();
            Report report = new Report(name);
            try {
                run(name, appliance, report);
                System.out.print(report.text());
                Files.writeString(Path.of(args[1], name + ".json"), report.json(Circumstances.since(load)));
            } catch (Exception broken) { // told at the end; the others are measured all the same
                broken.printStackTrace();
                failed.add(name);
            }
        }
        return failed;
    }

    /** Lines of figure, unit, largest allowed value (blank where nothing is asked) and the rounds' values, with tabs between. */
    @SuppressWarnings("SystemOut") // a program that prints its result
    private static void result(String folder, String name, String loadBefore, Path lines) throws IOException {
        Report report = new Report(name);
        for (String line : Files.readAllLines(lines)) {
            List<String> parts = List.of(line.split("\t", -1));
            Figures rounds = new Figures();
            parts.subList(3, parts.size()).forEach(value -> rounds.add(Double.parseDouble(value)));
            Asked asked = parts.get(2).isEmpty() ? Asked.nothing() : Asked.atMost(Double.parseDouble(parts.get(2)));
            report.add(parts.get(0), parts.get(1), rounds, asked);
        }
        System.out.print(report.text());
        Files.writeString(
                Path.of(folder, name + ".json"), report.json(Circumstances.since(Double.parseDouble(loadBefore))));
    }

    private static void run(String name, Appliance appliance, Report report) throws Exception {
        switch (name) {
            case "footprint" -> Footprint.run(appliance, report);
            case "whitelist" -> WhiteListBench.run(appliance, report);
            case "directory" -> DirectoryBench.run(appliance, report);
            case "policy" -> PolicyBench.run(appliance, report);
            case "rest" -> RestBench.run(appliance, report);
            case "firstpage" -> FirstPageBench.run(appliance, report);
            case "edge" -> EdgeBench.run(appliance, report);
            case "inbound" -> InboundBench.run(appliance, report);
            case "outbound" -> OutboundBench.run(appliance, report);
            case "audit" -> AuditBench.run(appliance, report);
            case "growth" -> GrowthBench.run(appliance, report);
            case "sustained" -> SustainedBench.run(appliance, report);
            case "indicators" -> IndicatorsBench.run(appliance, report);
            default -> throw new IllegalArgumentException("no benchmark named " + name);
        }
    }
}
