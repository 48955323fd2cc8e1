package fr.vaguemestre.mailpostfix;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.api.messages.TraceEntry;
import fr.vaguemestre.range.RangeIgc;
import fr.vaguemestre.range.RangeLeaf;
import fr.vaguemestre.testkit.Configs;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.URLEncoder;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.felix.hc.api.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailDoorsTest {
    private static final String KEY = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
    private static final String SECRET = "a-secret-of-the-edge";

    @TempDir
    private static Path igcFolder;

    private static String escapedPem = "";

    @TempDir
    private Path folder;

    private final FakeConfiance confiance = new FakeConfiance();
    private final FakeTraces traces = new FakeTraces();
    private MailDoors doors;
    private int port;

    @BeforeAll
    static void makeCertificate() throws Exception {
        var igc = RangeIgc.make(igcFolder.resolve("igc"), "http://127.0.0.1:1", "mssante.test", Clock.systemUTC());
        byte[] der = igc.identity(RangeLeaf.VALIDE).certificate().getEncoded();
        String pem = "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END CERTIFICATE-----\n";
        // As nginx does: everything escaped but the plus signs.
        escapedPem = URLEncoder.encode(pem, StandardCharsets.US_ASCII)
                .replace("+", "%20")
                .replace("%2B", "+");
    }

    @BeforeEach
    void open() throws Exception {
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Files.writeString(folder.resolve("key"), KEY + "\n");
        Files.writeString(folder.resolve("secret"), SECRET + "\n");
        doors = new MailDoors(
                Clock.systemUTC(),
                Configs.of(
                        MailPostfixConfig.class,
                        Map.of(
                                "authHttpPort",
                                port,
                                "authHttpSecret",
                                folder.resolve("secret").toString(),
                                "proofKey",
                                folder.resolve("key").toString(),
                                "policySocket",
                                folder.resolve("policy.sock").toString(),
                                "submissionSocket",
                                folder.resolve("submission.sock").toString(),
                                "peersSocket",
                                folder.resolve("peers.sock").toString(),
                                "policyGroup",
                                "root",
                                "patienceSeconds",
                                1)));
        doors.setConfiance(confiance);
        doors.setTraces(traces);
    }

    @AfterEach
    void close() throws Exception {
        doors.close();
    }

    @Test
    void theEdgeGetsABackendAndAProofThatThePolicyKnows() throws Exception {
        String answer = edge(SECRET, "MAIL FROM:<a@valide.mssante.test> SIZE=10", escapedPem);

        assertThat(answer)
                .startsWith("HTTP/1.0 200")
                .contains("Auth-Status: OK\r\n")
                .contains("Auth-Server: 127.0.0.1\r\n")
                .contains("Auth-Port: 18026\r\n");
        assertThat(policy(login(answer), "a@valide.mssante.test", "10")).isEqualTo("action=DUNNO");
        assertThat(traces.entries).extracting(TraceEntry::outcome).containsExactly("accepted");
        assertThat(traces.entries.getFirst().peer()).contains("mx.valide.mssante.test");
    }

    @Test
    void theSecondTransactionOfASessionIsJudgedToo() throws Exception {
        String login = login(edge(SECRET, "MAIL FROM:<a@valide.mssante.test>", escapedPem));

        assertThat(policies(List.of(
                        request(login, "a@valide.mssante.test", "1"), request(login, "a@pair.mssante.test", "1"))))
                .satisfiesExactly(first -> assertThat(first).isEqualTo("action=DUNNO"), second -> assertThat(second)
                        .startsWith("action=554 5.7.1 MSSante: ")
                        .endsWith("(dn-mismatch)"));
    }

    @Test
    void aPeerWithoutCertificateReadsWhy() throws Exception {
        assertThat(edge(SECRET, "MAIL FROM:<a@valide.mssante.test>", ""))
                .contains("Auth-Error-Code: 554 5.7.1\r\n")
                .contains("Auth-Status: MSSante: certificat client")
                .contains("(no-certificate)");
        assertThat(traces.entries).singleElement().satisfies(entry -> {
            assertThat(entry.cause()).isEqualTo("no-certificate");
            assertThat(entry.stage()).isEqualTo("edge");
            assertThat(entry.sender()).contains("a@valide.mssante.test");
            assertThat(entry.recipient()).contains("kit@ch.mssante.test");
            assertThat(entry.peer()).isEqualTo("192.0.2.7");
        });
    }

    @Test
    void whoeverHasNotTheSecretGetsNothing() throws Exception {
        assertThat(edge("wrong", "MAIL FROM:<a@valide.mssante.test>", escapedPem))
                .startsWith("HTTP/1.0 403")
                .doesNotContain("Auth-");
        assertThat(traces.entries).isEmpty();
    }

    @Test
    void whoeverReachesTheSmtpdWithoutTheEdgeGetsNothing() throws Exception {
        for (String login : List.of("", "a", FakeConfiance.PEER, FakeConfiance.PEER + ".1." + "0".repeat(64))) {
            assertThat(policy(login, "a@valide.mssante.test", "1")).endsWith("(bad-proof)");
        }
    }

    @Test
    @Tag("OP-61")
    void anAnnouncedSizeBeyondTheLimitIsRefused() throws Exception {
        String login = login(edge(SECRET, "MAIL FROM:<a@valide.mssante.test>", escapedPem));

        assertThat(policy(login, "a@valide.mssante.test", "36962304")).isEqualTo("action=DUNNO");
        assertThat(policy(login, "a@valide.mssante.test", "36962305")).startsWith("action=552 5.3.4");
        assertThat(policy(login, "a@valide.mssante.test", "9".repeat(30))).startsWith("action=552 5.3.4");
    }

    @Test
    void aMessageThatWasNotAnnouncedIsMeasuredAtItsEnd() throws Exception {
        String whole = "request=smtpd_access_policy\nprotocol_state=END-OF-MESSAGE\nclient_address=192.0.2.7\n"
                + "sender=kit@ch.mssante.test\nrecipient=\nqueue_id=4Abc\nsize=";
        for (String door : List.of("policy", "submission")) {
            var socket = UnixDomainSocketAddress.of(folder.resolve(door + ".sock"));
            traces.entries.clear();

            assertThat(talk(socket, whole + "36962304\n\n")).isEqualTo("action=DUNNO\n\n");
            assertThat(traces.entries)
                    .as("what was judged at its recipients is not told again")
                    .isEmpty();
            assertThat(talk(socket, whole + "36962305\n\n"))
                    .startsWith("action=552 5.3.4 MSSante: message trop volumineux, 25 Mo au plus");
            assertThat(traces.entries).singleElement().satisfies(entry -> {
                assertThat(entry.stage()).isEqualTo(door);
                assertThat(entry.cause()).isEqualTo("too-large");
                assertThat(entry.detail()).isEqualTo("36962305 bytes, at most 36962304");
                assertThat(entry.sender()).contains("kit@ch.mssante.test");
                assertThat(entry.queueId()).contains("4Abc");
            });
        }
    }

    @Test
    void aMailboxThatWritesToTooManyIsStoppedAndTold() throws Exception {
        var socket = UnixDomainSocketAddress.of(folder.resolve("submission.sock"));
        String message =
                """
                request=smtpd_access_policy
                protocol_state=DATA
                client_address=192.0.2.7
                sender=
                recipient=
                sasl_username=kit@ch.mssante.test
                recipient_count=200

                """;
        for (int i = 0; i < 5; i++) {
            assertThat(talk(socket, message)).isEqualTo("action=DUNNO\n\n");
        }
        assertThat(new SendingRateCheck(doors).execute().getStatus()).isEqualTo(Result.Status.OK);

        assertThat(talk(socket, message))
                .startsWith(
                        "action=450 4.7.1 MSSante: trop d'envois depuis cette boite: 1000 destinataires par heure au plus")
                .endsWith("(rate-exceeded)\n\n");

        assertThat(new SendingRateCheck(doors).execute().getStatus()).isEqualTo(Result.Status.WARN);
        assertThat(traces.entries).singleElement().satisfies(entry -> {
            assertThat(entry.outcome()).isEqualTo("deferred");
            assertThat(entry.cause()).isEqualTo("rate-exceeded");
            assertThat(entry.sender()).contains("kit@ch.mssante.test");
            assertThat(entry.detail()).isEqualTo("200 recipients more, at most 1000 in an hour");
        });
    }

    @Test
    void withoutATrustSpaceEverybodyIsToldToComeAgain() throws Exception {
        String login = login(edge(SECRET, "MAIL FROM:<a@valide.mssante.test>", escapedPem));
        doors.unsetConfiance(confiance);

        assertThat(edge(SECRET, "MAIL FROM:<a@valide.mssante.test>", escapedPem))
                .contains("Auth-Error-Code: 451 4.3.5");
        assertThat(policy(login, "a@valide.mssante.test", "1")).startsWith("action=451 4.3.5");
        assertThat(traces.entries).last().extracting(TraceEntry::outcome).isEqualTo("deferred");
    }

    @Test
    void aQuestionWaitsForATrustSpaceThatIsBeingReplaced() throws Exception {
        doors.unsetConfiance(confiance);
        var next = new FakeConfiance();
        next.loaded = false;
        var answer = CompletableFuture.supplyAsync(() -> edge(SECRET, "MAIL FROM:<a@valide.mssante.test>", escapedPem));
        doors.setConfiance(next);
        next.loaded = true;

        assertThat(answer.get()).contains("Auth-Status: OK");
    }

    @Test
    void stepsAreHeldWhileTheTracesAreReplaced() throws Exception {
        doors.unsetTraces(traces);
        policy("", "a@valide.mssante.test", "1");
        assertThat(traces.entries).isEmpty();
        doors.setTraces(traces);
        assertThat(traces.entries).hasSize(1);
    }

    @Test
    void garbageClosesTheConnectionAndNothingElse() throws Exception {
        var many = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            many.append("a").append(i).append("=b\n");
        }
        assertThat(talk(unix(), "x=" + "y".repeat(9_000) + "\n\n")).isEmpty();
        assertThat(talk(unix(), many + "\n")).isEmpty();
        assertThat(doors.open()).isTrue();
        assertThat(talk(tcp(), "\u0016\u0003\u0001\n")).startsWith("HTTP/1.0 400");
        assertThat(policy("", "", "")).endsWith("(bad-proof)");
    }

    @Test
    void theSocketIsForItsGroupOnlyAndReplacesOneLeftBehind() throws Exception {
        Path socket = folder.resolve("policy.sock");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                .isEqualTo("rw-rw----");
        doors.close();
        assertThat(socket).exists();
        open();
        assertThat(policy("", "", "")).endsWith("(bad-proof)");
    }

    @Test
    void aDecisionTakesLittle() throws Exception {
        String login = login(edge(SECRET, "MAIL FROM:<a@valide.mssante.test>", escapedPem));
        var times = new long[2_000];
        try (var channel = SocketChannel.open(unix());
                var in = Channels.newReader(channel, StandardCharsets.UTF_8)) {
            var lines = new java.io.BufferedReader(in);
            for (int i = 0; i < times.length; i++) {
                long start = System.nanoTime();
                send(channel, request(login, "a@valide.mssante.test", "1"));
                assertThat(lines.readLine()).isEqualTo("action=DUNNO");
                lines.readLine();
                times[i] = System.nanoTime() - start;
            }
        }
        java.util.Arrays.sort(times);
        assertThat(times[times.length / 2]).isLessThan(5_000_000);
    }

    private String edge(String secret, String from, String pem) {
        String request = "GET /auth HTTP/1.0\r\nHost: 127.0.0.1\r\nAuth-Method: none\r\nAuth-User: \r\nAuth-Pass: \r\n"
                + "Auth-Protocol: smtp\r\nClient-IP: 192.0.2.7\r\nAuth-SMTP-From: " + from
                + "\r\nAuth-SMTP-To: RCPT TO:<kit@ch.mssante.test>\r\nX-Vaguemestre-Auth: " + secret + "\r\n"
                + (pem.isEmpty() ? "" : "Auth-SSL: on\r\nAuth-SSL-Verify: SUCCESS\r\nAuth-SSL-Cert: " + pem + "\r\n")
                + "\r\n";
        try {
            return talk(tcp(), request);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private String policy(String login, String sender, String size) throws IOException {
        return policies(List.of(request(login, sender, size))).getFirst();
    }

    private List<String> policies(List<String> requests) throws IOException {
        String answers = talk(unix(), String.join("", requests));
        return List.of(answers.split("\n\n"));
    }

    private static String request(String login, String sender, String size) {
        return "request=smtpd_access_policy\nprotocol_state=RCPT\nclient_address=192.0.2.7\nsender=" + sender
                + "\nrecipient=kit@ch.mssante.test\nsasl_method=XCLIENT\nsasl_username=" + login + "\nsize=" + size
                + "\n\n";
    }

    private static String login(String answer) {
        return answer.lines()
                .filter(line -> line.startsWith("Auth-User: "))
                .map(line -> line.substring("Auth-User: ".length()))
                .findFirst()
                .orElseThrow();
    }

    private SocketAddress unix() {
        return UnixDomainSocketAddress.of(folder.resolve("policy.sock"));
    }

    private SocketAddress tcp() {
        return new InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), port);
    }

    private static String talk(SocketAddress address, String said) throws IOException {
        try (var channel = SocketChannel.open(address)) {
            send(channel, said);
            channel.shutdownOutput();
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        } catch (java.net.SocketException closed) {
            return "";
        }
    }

    private static void send(SocketChannel channel, String said) throws IOException {
        var bytes = ByteBuffer.wrap(said.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
