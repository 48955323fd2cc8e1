package fr.vaguemestre.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.testkit.Configs;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.apache.felix.hc.api.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

class MetricsServerTest {
    private final PrometheusMeters meters = new PrometheusMeters();
    private final HttpClient client = HttpClient.newHttpClient();
    private MetricsServer server;

    @BeforeEach
    void start() throws IOException {
        server = new MetricsServer(meters, Configs.of(MonitoringConfig.class, Map.of("port", 0)));
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void aCounterIsToldWithItsLabels() throws Exception {
        meters.counter("vaguemestre_test_total", "Tests", "kind").increment("a");
        meters.counter("vaguemestre_test_total", "Tests", "kind").increment("a");
        assertThat(metrics()).contains("vaguemestre_test_total{kind=\"a\"} 2.0");
    }

    @Test
    void aTimerTellsItsClasses() throws Exception {
        meters.timer("vaguemestre_test_seconds", "Tests", "route").observe(0.003, "/x");
        assertThat(metrics())
                .contains("vaguemestre_test_seconds_bucket{route=\"/x\",le=\"0.005\"} 1")
                .contains("vaguemestre_test_seconds_count{route=\"/x\"} 1");
    }

    @Test
    void aLaterGaugeReplacesTheEarlierOne() throws Exception {
        meters.gauge("vaguemestre_test_level", "Level", () -> 1);
        meters.gauge("vaguemestre_test_level", "Level", () -> 2);
        assertThat(metrics()).contains("vaguemestre_test_level 2.0").doesNotContain("vaguemestre_test_level 1.0");
    }

    @Test
    void theMachineIsTold() throws Exception {
        var config = Configs.of(MonitoringConfig.class, Map.of("state", "/"));
        new MachineSource(meters, config, framework());
        assertThat(metrics())
                .contains("jvm_memory_heap_used_bytes ", "process_resident_memory_bytes ", "vaguemestre_bundles 0.0")
                .doesNotContain("NaN");
        assertThat(new DiskCheck(config).execute().getStatus()).isIn(Result.Status.OK, Result.Status.WARN);
    }

    @Test
    void aFullDiskWarns() {
        var config = Configs.of(MonitoringConfig.class, Map.of("state", "/", "diskWarningBytes", Long.MAX_VALUE));
        assertThat(new DiskCheck(config).execute().getStatus()).isEqualTo(Result.Status.WARN);
    }

    @Test
    void onlyGetIsAnswered() throws Exception {
        var request = HttpRequest.newBuilder(address()).DELETE().build();
        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
    }

    private String metrics() throws Exception {
        HttpResponse<String> answer =
                client.send(HttpRequest.newBuilder(address()).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.port() + "/metrics");
    }

    private static BundleContext framework() {
        return (BundleContext) Proxy.newProxyInstance(
                BundleContext.class.getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (self, method, args) -> new Bundle[0]);
    }
}
