package fr.vaguemestre.rest;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.api.rest.RestResource;
import fr.vaguemestre.testkit.Await;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The whole server under load, and while its resources come and go. */
class RestServerLoadTest {
    private RunningRest server;

    @BeforeEach
    void start() throws Exception {
        server = new RunningRest();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @Test
    @Tag("fault-63")
    void tooManyRequestsAreToldWhenToComeBack() throws Exception {
        server.millis.set(45_000);
        for (int i = 0; i < 50; i++) {
            assertThat(server.get("/animals/rex", "good").statusCode()).isEqualTo(200);
        }
        var answer = server.get("/animals/rex", "good");
        RunningRest.expectProblem(answer, 429, "rest.too-many");
        assertThat(answer.headers().firstValue("Retry-After")).contains("15");
        assertThat(server.get("/animals/rex", "other").statusCode()).isEqualTo(200);
        server.millis.set(60_000);
        assertThat(server.get("/animals/rex", "good").statusCode()).isEqualTo(200);
    }

    @Test
    void requestsAreMeasuredByRouteAndClassOfStatus() throws Exception {
        server.get("/animals/rex", "good");
        server.get("/animals/ghost", "good");
        server.get("/nothing", "good");
        var expected = Map.of("GET /animals/{name} 2xx", 1L, "GET /animals/{name} 4xx", 1L, "GET unknown 4xx", 1L);
        // an answer can reach its reader before the server has measured it
        Await.until("three requests are measured: " + server.observed, 10, () -> server.observed.equals(expected));
    }

    @Test
    void aRequestUnderWayOutlivesItsResource() throws Exception {
        var slow = server.sendAsync(
                server.request("/gate").header("Authorization", "Bearer good").GET());
        assertThat(server.gate.entered.get(10, TimeUnit.SECONDS)).isTrue();
        server.resources.remove(server.gate);
        assertThat(server.get("/animals/rex", "good").statusCode()).isEqualTo(200);
        var away = server.get("/gate", "good");
        RunningRest.expectProblem(away, 503, "rest.route-away");
        assertThat(away.headers().firstValue("Retry-After")).isPresent();
        server.gate.open();
        assertThat(slow.get(10, TimeUnit.SECONDS).body()).isEqualTo("{\"passed\":true}");
        server.resources.add(server.gate);
        assertThat(server.get("/gate", "good").statusCode()).isEqualTo(200);
    }

    @Test
    void aLargeBodyThatFindsAnotherBeforeItIsToldWhenToComeAgain() throws Exception {
        var large = server.request("/gate")
                .header("Authorization", "Bearer good")
                .method("GET", BodyPublishers.ofInputStream(InputStream::nullInputStream));
        var first = server.sendAsync(large);
        server.gate.entered.get(10, TimeUnit.SECONDS);
        var second = server.send(large);
        RunningRest.expectProblem(second, 503, "rest.busy");
        assertThat(second.headers().firstValue("Retry-After")).contains("5");
        server.gate.open();
        assertThat(first.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }

    @Test
    void othersAreNeverDroppedWhileResourcesComeAndGo() throws Exception {
        server.get("/animals/rex", "good");
        RestResource other = new GateResource();
        for (int i = 0; i < 10; i++) {
            var one = server.sendAsync(server.request("/animals/rex")
                    .header("Authorization", "Bearer free")
                    .GET());
            if (i % 2 == 0) {
                server.resources.add(other);
            } else {
                server.resources.remove(other);
            }
            assertThat(one.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whatCannotBePublishedIsLeftOut() throws Exception {
        server.resources.add(new BrokenResource());
        assertThat(server.get("/animals/rex", "good").statusCode()).isEqualTo(200);
    }
}
