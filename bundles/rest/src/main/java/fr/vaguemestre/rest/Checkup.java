package fr.vaguemestre.rest;

import fr.vaguemestre.api.monitoring.HealthFinding;
import fr.vaguemestre.api.monitoring.HealthStatus;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;

/** Runs health checks side by side, each with a deadline; a check that hangs is told as down and not started twice. */
final class Checkup {
    private final Duration patience;
    private final Map<HealthCheck, CompletableFuture<HealthFinding>> running = new ConcurrentHashMap<>();

    Checkup(Duration patience) {
        this.patience = patience;
    }

    /** What each check says, by name. */
    List<HealthFinding> of(List<Map.Entry<Map<String, Object>, HealthCheck>> checks) {
        long until = System.nanoTime() + patience.toNanos();
        Map<String, CompletableFuture<HealthFinding>> asked = checks.stream()
                .collect(Collectors.toMap(
                        entry -> name(entry), entry -> ask(name(entry), entry.getValue()), (one, other) -> one));
        return asked.entrySet().stream()
                .map(entry -> await(entry.getKey(), entry.getValue(), until))
                .sorted(Comparator.comparing(HealthFinding::name))
                .toList();
    }

    private CompletableFuture<HealthFinding> ask(String name, HealthCheck check) {
        return running.computeIfAbsent(check, key -> {
            var answer = new CompletableFuture<HealthFinding>();
            Thread.ofVirtual().name("health " + name).start(() -> {
                HealthFinding finding = run(name, check);
                running.remove(check);
                answer.complete(finding);
            });
            return answer;
        });
    }

    private HealthFinding await(String name, CompletableFuture<HealthFinding> answer, long until) {
        try {
            return answer.get(Math.max(1, until - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return new HealthFinding(name, HealthStatus.DOWN, "no answer within " + patience.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new HealthFinding(name, HealthStatus.DOWN, "interrupted");
        }
    }

    private static HealthFinding run(String name, HealthCheck check) {
        try {
            Result result = check.execute();
            return new HealthFinding(name, status(result.getStatus()), detail(result));
        } catch (RuntimeException e) {
            return new HealthFinding(name, HealthStatus.DOWN, "the check failed: " + e.getMessage());
        }
    }

    private static String detail(Result result) {
        return java.util.stream.StreamSupport.stream(result.spliterator(), false)
                .map(ResultLog.Entry::getMessage)
                .collect(Collectors.joining("; "));
    }

    private static String name(Map.Entry<Map<String, Object>, HealthCheck> entry) {
        Object name = entry.getKey().get(HealthCheck.NAME);
        return name == null ? entry.getValue().getClass().getSimpleName() : name.toString();
    }

    private static HealthStatus status(Result.Status status) {
        return switch (status) {
            case OK -> HealthStatus.UP;
            case WARN, TEMPORARILY_UNAVAILABLE -> HealthStatus.DEGRADED;
            case CRITICAL, HEALTH_CHECK_ERROR -> HealthStatus.DOWN;
        };
    }
}
