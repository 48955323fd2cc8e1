package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.RawHttp;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Requests that two servers in a row could read differently: refused, or read as one; never is a second one found in the first. */
class HttpSmugglingTest {
    private static final String HIDDEN = "GET /api/v1/health HTTP/1.1\r\nHost: hidden\r\n\r\n";

    private static final String HEAD =
            "POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

    private static final List<String> REQUESTS = List.of(
            HEAD + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HIDDEN,
            HEAD + "Transfer-Encoding: chunked\r\nContent-Length: " + (5 + HIDDEN.length()) + "\r\n\r\n0\r\n\r\n"
                    + HIDDEN,
            HEAD + "Content-Length: 2\r\nContent-Length: " + (2 + HIDDEN.length()) + "\r\n\r\n{}" + HIDDEN,
            HEAD + "Content-Length: 2, " + (2 + HIDDEN.length()) + "\r\n\r\n{}" + HIDDEN,
            HEAD + "Content-Length: +2\r\n\r\n{}" + HIDDEN,
            HEAD + "Content-Length: 0x2\r\n\r\n{}" + HIDDEN,
            HEAD + "Content-Length: -1\r\n\r\n" + HIDDEN,
            HEAD + "Content-Length : 2\r\n\r\n{}" + HIDDEN,
            HEAD + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + HIDDEN,
            HEAD + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + HIDDEN,
            HEAD + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n" + HIDDEN,
            HEAD + "Transfer-Encoding:\u000bchunked\r\n\r\n0\r\n\r\n" + HIDDEN,
            HEAD + "X: y\rTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HIDDEN,
            HEAD + "X: y\u0000z\r\n\r\n" + HIDDEN,
            HEAD + "Transfer-Encoding: chunked\r\n\r\n2;\u0000\r\n{}\r\n0\r\n\r\n" + HIDDEN,
            HEAD + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF2\r\n{}\r\n0\r\n\r\n" + HIDDEN,
            HEAD + "Transfer-Encoding: chunked\r\n\r\n2\n{}\n0\n\n" + HIDDEN);

    @Tag("fault-62")
    @TestFactory
    Stream<DynamicTest> nothingHidesInARequest() {
        return REQUESTS.stream()
                .map(request -> DynamicTest.dynamicTest(shown(request), () -> {
                    List<Integer> statuses = RawHttp.statuses(World.appliance(), request);
                    boolean refused = statuses.isEmpty() || statuses.getFirst() >= 400;
                    assertThat(refused).as(statuses.toString()).isTrue();
                    // After a request that was read whole the next one on the line is a request of the same client, and
                    // answered
                    // as such; after one whose end is in doubt nothing may be.
                    boolean chunksWon =
                            request.contains("\r\nTransfer-Encoding: chunked\r\n") && !request.contains("identity");
                    assertThat(statuses.size()).as(statuses.toString()).isLessThanOrEqualTo(chunksWon ? 2 : 1);
                }));
    }

    /** The same host twice is not among them: HAProxy hands it on once. */
    @Tag("fault-62")
    @TestFactory
    Stream<DynamicTest> oneHostOrNone() {
        return Stream.of(
                        "GET /api/v1/health HTTP/1.1\r\n\r\n",
                        "GET /api/v1/health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                        "GET /api/v1/health HTTP/1.1\r\nHost: a, b\r\n\r\n",
                        "GET https://b/api/v1/health HTTP/1.1\r\nHost: a\r\n\r\n",
                        "GET /api/v1/health HTTP/1.1\r\nHost: a b\r\n\r\n")
                .map(request -> DynamicTest.dynamicTest(
                        shown(request), () -> assertThat(RawHttp.statuses(World.appliance(), request))
                                .containsExactly(400)));
    }

    private static String shown(String request) {
        return request.replace("\r", "\\r")
                .replace("\n", "\\n")
                .replace("\u0000", "\\0")
                .replace("\u000b", "\\v");
    }
}
