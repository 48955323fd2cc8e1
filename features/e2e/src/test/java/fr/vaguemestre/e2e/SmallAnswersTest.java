package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Appliance;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** What the web edge makes smaller on the way to a browser: what is the same for all, and nothing that holds anyone's words. */
class SmallAnswersTest {
    private final Appliance appliance = World.appliance();

    @Test
    void styleSheetsAreMadeSmallAndAnswersAreNot() throws Exception {
        assertThat(get(appliance.endpoint("console") + "lumo/lumo.css", 200)
                        .headers()
                        .allValues("Content-Encoding"))
                .containsExactly("gzip");
        assertThat(get(appliance.endpoint("console"), 200).headers().allValues("Content-Encoding"))
                .isEmpty();
        assertThat(get(appliance.endpoint("api") + "/openapi.json", 200)
                        .headers()
                        .allValues("Content-Encoding"))
                .isEmpty();
    }

    private HttpResponse<byte[]> get(String address, int status) throws IOException, InterruptedException {
        try (HttpClient client =
                HttpClient.newBuilder().sslContext(appliance.trust().context()).build()) {
            var request = HttpRequest.newBuilder(URI.create(address)).header("Accept-Encoding", "gzip, br");
            HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).as(address).isEqualTo(status);
            return answer;
        }
    }
}
