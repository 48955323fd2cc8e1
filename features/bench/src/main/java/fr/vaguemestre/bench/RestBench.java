package fr.vaguemestre.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Processor time of one authenticated {@code GET /mailboxes/{address}}: JVM, PostgreSQL and edge together, ours against
 * {@link BaselineServer} behind a second HAProxy of the same configuration.
 */
final class RestBench {
    private static final int ROUNDS = 7;
    private static final int CLIENTS = 8;
    private static final int REQUESTS = 3000;
    private static final int WARM_UP = 8000;
    private static final String DOMAIN = "mesures-rest.mssante.test";
    private static final String POOL = "10";

    private final Appliance appliance;
    private final String token;
    private final String address = "boite1@" + DOMAIN;

    private RestBench(Appliance appliance, String token) {
        this.appliance = appliance;
        this.token = token;
    }

    static void run(Appliance appliance, Report report) throws Exception {
        String token = appliance.token();
        appliance.prepare(token, DOMAIN, 1);
        new RestBench(appliance, token).measure(report);
    }

    private void measure(Report report) throws Exception {
        int serverPort = appliance.port("VM_PORT_HTTPS") + 1;
        Path configuration = edgeConfiguration(serverPort);
        Process server = baseline(serverPort);
        Process edge = new ProcessBuilder("haproxy", "-db", "-f", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            URI ours = URI.create(appliance.endpoint("api") + "/mailboxes/" + address);
            URI theirs = URI.create("https://127.0.0.1:" + (serverPort + 1) + "/api/v1/mailboxes/" + address);
            Variant us =
                    new Variant(ours, line -> line.contains(Processes.KARAF) || edgeOfAppliance(line, configuration));
            Variant baseline = new Variant(
                    theirs, line -> line.contains("bench.jar baseline") || line.contains(configuration.toString()));
            baseline.awaitReady();
            us.fire(WARM_UP);
            baseline.fire(WARM_UP);
            for (int round = 0; round < ROUNDS; round++) {
                us.round();
                baseline.round();
            }
            report.add("ours: CPU per request", "µs", us.cpu, Asked.nothing());
            report.add("baseline: CPU per request", "µs", baseline.cpu, Asked.nothing());
            report.add("ratio of CPU, ours/baseline", "", us.cpu.over(baseline.cpu), Asked.atMost(3.0));
            report.add("ours: requests per second", "1/s", us.rate, Asked.nothing());
            report.add("baseline: requests per second", "1/s", baseline.rate, Asked.nothing());
            Split.of(report, () -> us.fire(REQUESTS));
        } finally {
            edge.destroy();
            server.destroy();
            edge.waitFor(10, TimeUnit.SECONDS);
            server.waitFor(10, TimeUnit.SECONDS);
            Files.deleteIfExists(configuration);
        }
    }

    private static boolean database(String line) {
        return line.startsWith("postgres:") || line.contains("/bin/postgres ");
    }

    private static boolean edgeOfAppliance(String line, Path configuration) {
        return line.contains("haproxy") && !line.contains(configuration.toString()) && !line.contains("s6-");
    }

    private Process baseline(int port) throws IOException {
        List<String> command = new ArrayList<>(List.of("java"));
        command.addAll(Processes.tuning(Processes.arguments(Processes.KARAF)));
        String jar = Path.of(URI.create(RestBench.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()))
                .toString();
        command.addAll(List.of(
                "-jar",
                jar,
                "baseline",
                Integer.toString(port),
                Integer.toString(appliance.port("VM_PORT_POSTGRESQL")),
                POOL));
        return new ProcessBuilder(command).inheritIO().start();
    }

    /** The appliance's own HAProxy configuration with other ports to listen on and the baseline behind them. */
    private Path edgeConfiguration(int serverPort) throws IOException {
        List<String> arguments = Processes.arguments("haproxy.cfg");
        Path original = Path.of(arguments.get(arguments.indexOf("-f") + 1));
        String text = Files.readString(original)
                .replace(":" + appliance.port("VM_PORT_HTTPS"), ":" + (serverPort + 1))
                .replace(":" + appliance.port("VM_PORT_HTTP"), ":" + (serverPort + 2))
                .replace(":" + appliance.port("VM_PORT_IMAP"), ":" + (serverPort + 3))
                .replace(":" + appliance.port("VM_PORT_SIEVE"), ":" + (serverPort + 4))
                .replace(":" + appliance.port("VM_PORT_REST"), ":" + serverPort)
                .replaceAll("(?m)^\\s*(stats socket|pidfile).*$", "");
        return Files.writeString(Files.createTempFile("bench-haproxy", ".cfg"), text);
    }

    /** One of the two that are compared. */
    private final class Variant {
        private final URI uri;
        private final Predicate<String> processes;
        private final Figures cpu = new Figures();
        private final Figures rate = new Figures();
        private final HttpClient http = HttpClient.newBuilder()
                .sslContext(appliance.tls())
                .version(HttpClient.Version.HTTP_1_1)
                .build();

        Variant(URI uri, Predicate<String> processes) {
            this.uri = uri;
            this.processes = processes.or(RestBench::database);
        }

        void awaitReady() throws InterruptedException {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (System.nanoTime() < deadline) {
                try {
                    if (http.send(request(), HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            == 200) {
                        return;
                    }
                } catch (IOException notYet) {
                    Thread.onSpinWait();
                }
            }
            throw new IllegalStateException("no answer from " + uri);
        }

        void round() throws Exception {
            double before = Cpu.seconds(processes);
            long start = System.nanoTime();
            fire(REQUESTS);
            double seconds = (System.nanoTime() - start) / 1e9;
            cpu.add((Cpu.seconds(processes) - before) / REQUESTS * 1e6);
            rate.add(REQUESTS / seconds);
        }

        void fire(int requests) throws Exception {
            List<Callable<Void>> clients = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                clients.add(() -> {
                    for (int count = 0; count < requests / CLIENTS; count++) {
                        int answer = http.send(request(), HttpResponse.BodyHandlers.discarding())
                                .statusCode();
                        if (answer != 200) {
                            throw new IOException(uri + " answered " + answer);
                        }
                    }
                    return null;
                });
            }
            try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
                for (Future<Void> done : threads.invokeAll(clients)) {
                    done.get();
                }
            }
        }

        private HttpRequest request() {
            return HttpRequest.newBuilder(uri)
                    .header("Authorization", "Bearer " + token)
                    .build();
        }
    }
}
