package fr.vaguemestre.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Runs the benchmarks inside the appliance's namespace, as root, so that it may read the processes' times and the secrets
 * that a client needs. {@code ./vaguemestre bench} is its door.
 */
public final class Bench {
    private Bench() {}

    /**
     * {@code bench STATUS_JSON JSON_OUT|- [NAME...]}, or {@code baseline PORT DB_PORT POOL} for the process that rest is
     * compared with.
     */
    @SuppressWarnings("SystemOut") // a program that prints its result
    public static void main(String[] args) throws Exception {
        if (args.length > 0 && args[0].equals("baseline")) {
            BaselineServer.serve(Arrays.copyOfRange(args, 1, args.length));
            return;
        }
        Appliance appliance = Appliance.read(Path.of(args[0]));
        List<String> names = args.length > 2
                ? List.of(args).subList(2, args.length)
                : List.of(
                        "footprint",
                        "whitelist",
                        "policy",
                        "rest",
                        "firstpage",
                        "edge",
                        "inbound",
                        "outbound",
                        "audit",
                        "indicators");
        Report report = new Report();
        for (String name : names) {
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
                case "indicators" -> IndicatorsBench.run(appliance, report);
                default -> throw new IllegalArgumentException("no benchmark named " + name);
            }
        }
        System.out.print(report.text());
        Optional<Path> out = args[1].equals("-") ? Optional.empty() : Optional.of(Path.of(args[1]));
        if (out.isPresent()) {
            Files.writeString(out.get(), report.json());
        }
    }
}
