package fr.vaguemestre.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Where processor time goes under a load: to which service, and inside Karaf to which threads and which code. Taken after the
 * rounds that are measured, for the recording takes some time of its own.
 */
final class Split {
    private static final long LEAST_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final double LEAST_PERCENT = 0.5;

    private Split() {}

    /** Puts that load on, for ten seconds at least, and adds the shares to the report; what fails is noted there. */
    static void of(Report report, Stopwatch.Act load) {
        try (Flight flight = Flight.start()) {
            ServiceCpu before = ServiceCpu.now();
            Map<String, Double> threadsBefore = KarafThreads.now();
            long start = System.nanoTime();
            while (System.nanoTime() - start < LEAST_NANOS) {
                load.run();
            }
            Map<String, Double> services = ServiceCpu.now().since(before);
            Map<String, Double> threads = since(threadsBefore, KarafThreads.now());
            report.split(shares("processor time", services));
            report.split(shares("Karaf's threads", threads));
            report.split(shares("samples of Karaf's Java threads", flight.samples()));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            report.note("the split of processor time was broken off");
        } catch (Exception failed) { // the figures were measured before, and are kept
            report.note("the split of processor time failed: " + failed.getMessage());
        }
    }

    private static Map<String, Double> since(Map<String, Double> before, Map<String, Double> now) {
        var taken = new TreeMap<String, Double>();
        now.forEach((name, seconds) -> taken.put(name, Math.max(0, seconds - before.getOrDefault(name, 0.0))));
        return taken;
    }

    /** In percent, the largest first; what is less than half a percent is left out. */
    static List<Result.Share> shares(String of, Map<String, Double> amounts) throws IOException {
        double all = amounts.values().stream().mapToDouble(Double::doubleValue).sum();
        if (all <= 0) {
            throw new IOException("nothing was seen of " + of);
        }
        return amounts.entrySet().stream()
                .map(amount -> new Result.Share(of, amount.getKey(), 100 * amount.getValue() / all))
                .filter(share -> share.percent() >= LEAST_PERCENT)
                .sorted((one, other) -> Double.compare(other.percent(), one.percent()))
                .toList();
    }
}
