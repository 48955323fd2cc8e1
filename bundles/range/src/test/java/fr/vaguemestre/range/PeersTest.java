package fr.vaguemestre.range;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.vaguemestre.testkit.SettableClock;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PeersTest {
    private static final byte[] MESSAGE =
            "From: <a@ch.mssante.test>\r\nSubject: Essai\r\nMessage-ID: <1@ch>\r\n\r\nBonjour\r\n".getBytes(US_ASCII);

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T12:00:00Z"));
    private final Path home;
    private RangeConfig config;
    private Peers peers;
    private ScriptedSmtp outgoing;

    PeersTest(@TempDir Path home) {
        this.home = home;
    }

    @BeforeEach
    void start() throws Exception {
        outgoing = new ScriptedSmtp(SSLContext.getDefault(), Map.of("DATA", "354 go"));
        config = RangeConfig.of(Map.of(
                "VM_RANGE_HOME",
                home.toString(),
                "VM_DNS_ADDRESS",
                "127.27.1.53",
                "VM_RANGE_PEER_ADDRESS",
                "127.0.0.1",
                "VM_RANGE_PEERS_PORT",
                "0",
                "VM_RANGE_ECHO_PORT",
                "0",
                "VM_RANGE_POLICY_PORT",
                "0",
                "VM_RANGE_PATIENT_PORT",
                "0",
                "VM_RANGE_ANSWER_PORT",
                Integer.toString(outgoing.port())));
        peers = new Peers(Practice.igc(), config, clock, Practice.log());
    }

    @AfterEach
    void stop() throws Exception {
        peers.close();
        outgoing.close();
    }

    @ParameterizedTest
    @EnumSource(
            names = {"SANS_TLS", "COUPE"},
            mode = EnumSource.Mode.EXCLUDE)
    void eachShowsItsCertificateAsksForOursAndNotesBoth(Simulated who) throws Exception {
        var seen = new Seen();
        try (var smtp = open(who)) {
            assertThat(smtp.command("EHLO mx.operateur.mssante.test").offers("STARTTLS"))
                    .isTrue();
            smtp.command("STARTTLS");
            smtp.secure(Practice.igc().identity(RangeLeaf.OPERATEUR).tls(seen), List.of());
            smtp.command("EHLO mx.operateur.mssante.test");
            smtp.command("MAIL FROM:<a@ch.mssante.test>");
            var first = smtp.command("RCPT TO:<" + somebody(who) + ">");
            assertThat(first.code()).isEqualTo(who == Simulated.LISTE_GRISE ? 450 : 250);
            clock.forward(Duration.ofSeconds(6));
            assertThat(smtp.command("RCPT TO:<" + somebody(who) + ">").code()).isEqualTo(250);
            assertThat(smtp.command("RCPT TO:<x@elsewhere.mssante.test>").code())
                    .isEqualTo(554);
            smtp.command("DATA");
            assertThat(smtp.message(MESSAGE).code()).isEqualTo(250);
        }
        assertThat(seen.subject)
                .isEqualTo(Practice.igc()
                        .identity(who.shows().orElseThrow())
                        .certificate()
                        .getSubjectX500Principal());
        assertThat(Files.readString(home.resolve("peers.log")))
                .contains(who.label() + " tls mx.operateur.mssante.test")
                .contains(who.label() + " mail from=<a@ch.mssante.test>", "client=mx.operateur.mssante.test");
    }

    @Test
    void oneBreaksOffAtFirstInPlaceOfItsAnswerAndTakesTheMailLater() throws Exception {
        assertThatThrownBy(() -> deliver(Simulated.COUPE, MESSAGE)).isInstanceOf(EOFException.class);
        assertThat(Files.readString(home.resolve("peers.log"))).doesNotContain("coupe mail ");
        clock.forward(Duration.ofSeconds(6));
        assertThat(deliver(Simulated.COUPE, MESSAGE)).isEqualTo(250);
        assertThat(Files.readString(home.resolve("peers.log"))).contains("coupe mail ");
    }

    @Test
    void oneTakesSmallMessagesOnly() throws Exception {
        assertThat(deliver(Simulated.PETIT, "x\r\n".repeat(30_000).getBytes(US_ASCII)))
                .isEqualTo(552);
        assertThat(deliver(Simulated.PETIT, MESSAGE)).isEqualTo(250);
    }

    private int deliver(Simulated who, byte[] message) throws Exception {
        try (var smtp = open(who)) {
            smtp.command("EHLO x");
            smtp.command("STARTTLS");
            smtp.secure(Practice.igc().identity(RangeLeaf.OPERATEUR).tls(new Seen()), List.of());
            smtp.command("EHLO x");
            smtp.command("MAIL FROM:<a@ch.mssante.test>");
            smtp.command("RCPT TO:<x@" + who.domain("mssante.test") + ">");
            smtp.command("DATA");
            return smtp.message(message).code();
        }
    }

    @Test
    void whoShowsNoCertificateIsNotServed() throws Exception {
        try (var smtp = open(Simulated.VALIDE)) {
            smtp.command("EHLO x");
            smtp.command("STARTTLS");
            var context = SSLContext.getInstance("TLS");
            context.init(null, new X509TrustManager[] {new Seen()}, null);
            assertThatThrownBy(() -> {
                        smtp.secure(context, List.of("TLSv1.2"));
                        smtp.command("EHLO x");
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void oneOffersNoTlsAndTakesMailInClear() throws Exception {
        try (var smtp = open(Simulated.SANS_TLS)) {
            assertThat(smtp.command("EHLO x").offers("STARTTLS")).isFalse();
            assertThat(smtp.command("STARTTLS").code()).isEqualTo(502);
            assertThat(smtp.command("DATA").code()).isEqualTo(503);
            smtp.command("MAIL FROM:<>");
            assertThat(smtp.command("RCPT TO:<x@sans-tls.mssante.test>").code()).isEqualTo(250);
        }
    }

    @Test
    void echoAnswersByTheOutgoingServerWithTheNullSender() throws Exception {
        assertThat(lmtp("a@ch.mssante.test", MESSAGE)).isEqualTo(250);

        assertThat(outgoing.heard()).contains("MAIL FROM:<> BODY=8BITMIME", "RCPT TO:<a@ch.mssante.test>");
        assertThat(new String(outgoing.message(), UTF_8))
                .contains(
                        "Subject: Re: Essai\r\n",
                        "In-Reply-To: <1@ch>\r\n",
                        "Auto-Submitted: auto-replied\r\n",
                        "sha256: " + Document.sha256("Bonjour\r\n".getBytes(US_ASCII)));
    }

    @Test
    void echoKeepsSilentWhereRfc3834WantsIt() throws Exception {
        for (String header :
                List.of("Auto-Submitted: auto-replied", "Precedence: bulk", "List-Id: <l>", "auto-submitted: x")) {
            assertThat(Echo.silence("a@ch.mssante.test", "Subject: x\r\n" + header))
                    .isPresent();
        }
        assertThat(Echo.silence("", "")).isPresent();
        assertThat(Echo.silence("MAILER-DAEMON@ch.mssante.test", "")).isPresent();
        assertThat(Echo.silence("a@ch.mssante.test", "Auto-Submitted: no")).isEmpty();
        assertThat(lmtp("", MESSAGE)).isEqualTo(250);
        assertThat(Files.readString(home.resolve("peers.log"))).contains("kept silent to <>: null sender");
    }

    @Test
    void theGreylistDefersOnlyWhileItsFaultIsOn() throws Exception {
        assertThat(policy("a@ch", "boite@pair")).isEqualTo("action=DUNNO");
        config.faults().set(Fault.PEER_GREYLIST, true);
        assertThat(policy("a@ch", "boite@pair")).startsWith("action=450 4.2.0");
        assertThat(policy("a@ch", "boite@pair")).startsWith("action=450 4.2.0");
        clock.forward(Duration.ofSeconds(6));
        assertThat(policy("A@ch", "boite@pair")).isEqualTo("action=DUNNO");
        assertThat(policy("b@ch", "boite@pair")).startsWith("action=450 4.2.0");
    }

    private static String somebody(Simulated who) {
        String local = who == Simulated.PATIENT ? "199997500100159" : "x";
        return local + "@" + who.domain("mssante.test");
    }

    private SmtpDialogue open(Simulated who) throws IOException {
        var address = InetAddress.getByName(config.besides(who.number()));
        var smtp = new SmtpDialogue(new InetSocketAddress(address, peers.port(who)));
        assertThat(smtp.reply().lines()).containsExactly("220 mx." + who.domain("mssante.test") + " ESMTP");
        return smtp;
    }

    private int lmtp(String sender, byte[] message) throws IOException {
        int port = peers.echoPort();
        try (var lmtp = new SmtpDialogue(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            lmtp.reply();
            lmtp.command("LHLO mx.pair.mssante.test");
            lmtp.command("MAIL FROM:<" + sender + ">");
            assertThat(lmtp.command("RCPT TO:<nobody@pair.mssante.test>").code())
                    .isEqualTo(550);
            assertThat(lmtp.command("RCPT TO:<echo@pair.mssante.test>").code()).isEqualTo(250);
            lmtp.command("DATA");
            return lmtp.message(message).code();
        }
    }

    private String policy(String sender, String recipient) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), peers.policyPort());
                var lines = new java.io.BufferedReader(new java.io.InputStreamReader(socket.getInputStream(), UTF_8))) {
            String request = "request=smtpd_access_policy\nsender=" + sender + "\nrecipient=" + recipient + "\n\n";
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return lines.readLine();
        }
    }

    /** Trusts everybody and remembers whom. */
    private static final class Seen implements X509TrustManager {
        private javax.security.auth.x500.@Nullable X500Principal subject;

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            subject = chain[0].getSubjectX500Principal();
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
