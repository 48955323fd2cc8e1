package fr.vaguemestre.rest;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.api.monitoring.HealthFinding;
import fr.vaguemestre.api.monitoring.HealthStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.junit.jupiter.api.Test;

class HealthResourceTest {
    private final Checkup checkup = new Checkup(Duration.ofMillis(200));

    @Test
    void eachCheckIsToldInOneOfThreeWords() {
        var findings = checkup.of(List.of(
                named("a", () -> new Result(Result.Status.OK, "fine")),
                named("b", () -> new Result(Result.Status.WARN, "slow")),
                named("c", () -> new Result(Result.Status.CRITICAL, "gone")),
                named("d", () -> {
                    throw new IllegalStateException("oops");
                })));
        assertThat(findings)
                .containsExactly(
                        new HealthFinding("a", HealthStatus.UP, "fine"),
                        new HealthFinding("b", HealthStatus.DEGRADED, "slow"),
                        new HealthFinding("c", HealthStatus.DOWN, "gone"),
                        new HealthFinding("d", HealthStatus.DOWN, "the check failed: oops"));
    }

    @Test
    void aCheckThatHangsIsDownAndNotStartedTwice() {
        var released = new CompletableFuture<Result>();
        var starts = new AtomicInteger();
        var hanging = named("slow", () -> {
            starts.incrementAndGet();
            return released.join();
        });
        assertThat(checkup.of(List.of(hanging)).getFirst().status()).isEqualTo(HealthStatus.DOWN);
        assertThat(checkup.of(List.of(hanging)).getFirst().status()).isEqualTo(HealthStatus.DOWN);
        assertThat(starts).hasValue(1);
        released.complete(new Result(Result.Status.OK, "at last"));
    }

    @Test
    void withoutSignInTheApplianceIsDown() {
        var answer = new HealthResource().health();
        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(((HealthResource.Health) answer.getEntity()).checks())
                .containsExactly(new HealthFinding("sign-in", HealthStatus.DOWN, "nobody can sign in"));
    }

    private static Map.Entry<Map<String, Object>, HealthCheck> named(String name, HealthCheck check) {
        return Map.entry(Map.of(HealthCheck.NAME, name), check);
    }
}
