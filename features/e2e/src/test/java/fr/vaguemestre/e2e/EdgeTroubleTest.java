package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Answer;
import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Imap;
import fr.vaguemestre.e2e.driver.Rest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The web edge under load, under clients that hold back, and under clients that ask too much. */
class EdgeTroubleTest {
    private static final int CLIENTS = 8;
    private static final int REQUESTS = 400;
    private static final int RELOADS = 6;
    private static final int SLOW = 200;
    /** Above what is allowed to one address without a token in a minute. */
    private static final int FLOOD = 900;

    /** A sign-in that is nothing but noise: refused before anything is looked up. */
    private static final String GREEDY = "POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\n"
            + "Content-Type: application/json\r\nContent-Length: 1\r\n\r\n{";

    private static final Duration GIVEN_UP = Duration.ofSeconds(30);

    private final Hospital hospital = Hospital.open();

    @Test
    @Tag("fault-48")
    void whileItReadsItsConfigurationAgainNoRequestFailsAndOpenConnectionsStay() throws Exception {
        String box = hospital.box("recharge");
        List<Future<Long>> clients = new ArrayList<>();
        try (Imap open = Hospital.imap(box);
                ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            for (int i = 0; i < CLIENTS; i++) {
                Rest client = World.anonymous().signIn(hospital.username(), Hospital.PASSWORD);
                clients.add(threads.submit(() -> failures(client)));
            }
            for (int i = 0; i < RELOADS; i++) {
                Machine.inside("/opt/vaguemestre/bin/reload", "haproxy").expectOk();
                hospital.admin().get("/auth/me").expect(200);
            }
            long failed = 0;
            for (Future<Long> client : clients) {
                failed += client.get();
            }
            assertThat(failed).as("failed of " + CLIENTS * REQUESTS).isZero();
            assertThat(open.search("INBOX", "ALL")).as("a session of before").isEmpty();
        }
    }

    @Test
    @Tag("fault-49")
    void aBrokenConfigurationIsRefusedAndTheOldOneStays() {
        Machine.shell("cp -a \"$VM_CONF/haproxy/haproxy.cfg\" /tmp/haproxy.cfg; echo 'bind nowhere' >>"
                        + " \"$VM_CONF/haproxy/haproxy.cfg\"")
                .expectOk();
        try {
            assertThat(Machine.inside("/opt/vaguemestre/bin/reload", "haproxy").status())
                    .isNotZero();
            hospital.admin().get("/auth/me").expect(200);
        } finally {
            Machine.shell("cp -a /tmp/haproxy.cfg \"$VM_CONF/haproxy/haproxy.cfg\"")
                    .expectOk();
        }
        Machine.inside("/opt/vaguemestre/bin/reload", "haproxy").expectOk();
        hospital.admin().get("/auth/me").expect(200);
    }

    @Test
    @Tag("fault-61")
    void whoeverHoldsBackIsGivenUpAndOthersAreServed() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < SLOW; i++) {
                slow.add(begun("GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\nX-Slow: "));
            }
            String body = "POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 1000\r\n\r\n{\"username\": \"";
            for (int i = 0; i < SLOW / 10; i++) {
                slow.add(begun(body));
            }
            Await.until("all are given up", GIVEN_UP, () -> {
                hospital.admin().get("/auth/me").expect(200);
                return slow.stream().allMatch(EdgeTroubleTest::givenUpThoughItGoesOn);
            });
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    @Tag("fault-63")
    void whoeverAsksTooMuchIsToldWhenToComeBackAndOthersAreServed() throws Exception {
        int refused = 0;
        String answer = "";
        try (Socket greedy = tls("127.0.0.63")) {
            for (int i = 0; i < FLOOD; i++) {
                answer = exchange(greedy, GREEDY);
                refused += answer.startsWith("HTTP/1.1 429") ? 1 : 0;
            }
        }
        assertThat(refused).as("refused of " + FLOOD).isBetween(FLOOD / 10, FLOOD - 1);
        assertThat(answer).as("the last answer").startsWith("HTTP/1.1 429").containsIgnoringCase("\r\nretry-after: ");
        World.anonymous().get("/health").expect(200);
        hospital.admin().get("/auth/me").expect(200);
    }

    private static long failures(Rest client) {
        long failed = 0;
        for (int i = 0; i < REQUESTS; i++) {
            try {
                Answer answer = client.get("/auth/me");
                failed += answer.status() == 200 ? 0 : 1;
            } catch (UncheckedIOException cut) {
                failed++;
            }
        }
        return failed;
    }

    private static Socket begun(String beginning) throws IOException {
        Socket socket = tls("127.0.0.61");
        socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
        socket.setSoTimeout(1);
        return socket;
    }

    /** Sends one octet more; whether the other end has given up on it. */
    private static boolean givenUpThoughItGoesOn(Socket socket) {
        try {
            socket.getOutputStream().write('x');
            socket.getInputStream().read(); // an answer, 408, or the end
            return true;
        } catch (java.net.SocketTimeoutException open) {
            return false;
        } catch (IOException closed) {
            return true;
        }
    }

    private static Socket tls(String from) throws IOException {
        URI api = URI.create(World.appliance().endpoint("api"));
        SSLContext context = World.appliance().trust().context();
        Socket plain = new Socket();
        plain.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
        plain.connect(new InetSocketAddress(api.getHost(), api.getPort()));
        return context.getSocketFactory().createSocket(plain, api.getHost(), api.getPort(), true);
    }

    /** One request, one whole answer with a length. */
    private static String exchange(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int octet = in.read();
            if (octet < 0) {
                throw new IOException("closed after " + head);
            }
            head.append((char) octet);
        }
        var length =
                java.util.regex.Pattern.compile("(?i)content-length: (\\d+)").matcher(head);
        if (!length.find()) {
            throw new IOException("no length: " + head);
        }
        return head + new String(in.readNBytes(Integer.parseInt(length.group(1))), StandardCharsets.UTF_8);
    }
}
