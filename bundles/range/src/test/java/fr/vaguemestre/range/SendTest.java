package fr.vaguemestre.range;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SendTest {
    private static final String MESSAGE = "Subject: essai\n\n.point\nVoilà\n";
    private static final String WIRE = "Subject: essai\r\n\r\n.point\r\nVoilà\r\n";
    private static final Map<String, String> EHLO = Map.of("EHLO", "250-scripted\r\n250-STARTTLS\r\n250 8BITMIME");

    private final Path file;
    private String json = "";

    SendTest(@TempDir Path home) throws Exception {
        this.file = Files.writeString(home.resolve("message.eml"), MESSAGE);
    }

    @ParameterizedTest
    @EnumSource(
            value = RangeLeaf.class,
            names = {"VALIDE", "EXPIRE", "NONIGC", "OPERATEUR"})
    void everyCertificateIsPresentedHoweverBad(RangeLeaf leaf) throws Exception {
        try (var server = new ScriptedSmtp(tls(RangeLeaf.OPERATEUR), EHLO)) {
            assertThat(send(server, "--cert", leaf.fileName(), "--from", "a@x.test"))
                    .isTrue();
            assertThat(server.heard()).contains("MAIL FROM:<a@x.test> BODY=8BITMIME", "RCPT TO:<to@y.test>");
            assertThat(server.client())
                    .isEqualTo(Practice.igc()
                            .identity(leaf)
                            .certificate()
                            .getSubjectX500Principal()
                            .getName());
        }
        assertThat(json).contains("\"accepted\" : true", "\"handshake\"", "CN=mx.operateur.mssante.test");
    }

    @Test
    void theMessageKeepsItsBytesAndItsDots() throws Exception {
        try (var server = new ScriptedSmtp(tls(RangeLeaf.OPERATEUR), EHLO)) {
            send(server, "--cert", "valide", "--from", "a@x.test");
            server.heard();
            assertThat(server.message())
                    .isEqualTo(WIRE.replace("\r\n.", "\r\n..").getBytes(UTF_8));
        }
        assertThat(json)
                .contains("\"sha256\" : \"" + Document.sha256(WIRE.getBytes(UTF_8)))
                .contains("\"sha256Lf\" : \"" + Document.sha256(MESSAGE.getBytes(UTF_8)));
    }

    @Test
    void noCertificateAndNoTlsAreSaidAndDone() throws Exception {
        try (var server = new ScriptedSmtp(tls(RangeLeaf.OPERATEUR), EHLO)) {
            send(server, "--from", "a@x.test");
            assertThat(server.heard()).contains("STARTTLS");
            assertThat(server.client()).isEmpty();
        }
        try (var server = new ScriptedSmtp(tls(RangeLeaf.OPERATEUR), EHLO)) {
            send(server, "--no-tls", "--from", "a@x.test");
            assertThat(server.heard()).doesNotContain("STARTTLS");
        }
        assertThat(json).doesNotContain("\"tls\"");
    }

    @Test
    void aRefusalIsShownWordForWordAndTheSessionGoesOn() throws Exception {
        var script = Map.of("RCPT TO:<to@y.test>", "554-5.7.1 no\r\n554 5.7.1 DN not listed", "EHLO", "250 scripted");
        try (var server = new ScriptedSmtp(tls(RangeLeaf.OPERATEUR), script)) {
            assertThat(send(server, "--no-tls", "--from", "a@x.test", "--from", "<>"))
                    .isFalse();
            assertThat(server.heard())
                    .containsSequence("MAIL FROM:<a@x.test>", "RCPT TO:<to@y.test>", "RSET", "MAIL FROM:<>")
                    .doesNotContain("DATA");
        }
        assertThat(json).contains("554-5.7.1 no\\n554 5.7.1 DN not listed", "\"transaction\" : 2");
    }

    @Test
    void twoSendersInOneSessionAreTwoTransactions() throws Exception {
        try (var server = new ScriptedSmtp(tls(RangeLeaf.OPERATEUR), EHLO)) {
            assertThat(send(server, "--no-data", "--from", "a@x.test", "--from", "b@z.test"))
                    .isTrue();
            assertThat(server.heard())
                    .contains("MAIL FROM:<a@x.test> BODY=8BITMIME", "MAIL FROM:<b@z.test> BODY=8BITMIME")
                    .doesNotContain("DATA");
        }
    }

    @Test
    void aServerOutsideTheIgcIsNotTrusted() throws Exception {
        try (var server = new ScriptedSmtp(tls(RangeLeaf.NONIGC), EHLO)) {
            assertThat(send(server, "--cert", "valide", "--from", "a@x.test")).isFalse();
        }
        assertThat(json).contains("\"broken\"", "PKIX path building failed");
    }

    @Test
    void aMissingOrUnknownOptionIsNamed() {
        var config = RangeConfig.of(Map.of());
        assertThatThrownBy(() -> SendOptions.of(List.of("--to", "a@b"), config)).hasMessageContaining("--from");
        assertThatThrownBy(() -> SendOptions.of(List.of("--frm", "a@b"), config))
                .hasMessageContaining("--frm");
        assertThatThrownBy(() -> SendOptions.of(List.of("--from", "a", "--to", "b", "--cert", "x"), config))
                .hasMessageContaining("no leaf named x");
    }

    private boolean send(ScriptedSmtp server, String... more) throws Exception {
        var arguments = new ArrayList<>(
                List.of("--to", "to@y.test", "--file", file.toString(), "--port", Integer.toString(server.port())));
        arguments.addAll(List.of(more));
        var send = new Send(SendOptions.of(arguments, RangeConfig.of(Map.of())), Practice.igc());
        boolean accepted = send.run();
        var out = new ByteArrayOutputStream();
        send.write(out);
        json = out.toString(UTF_8);
        return accepted;
    }

    private static SSLContext tls(RangeLeaf leaf) throws Exception {
        return Practice.igc().identity(leaf).tls(new TrustManager[] {new Anyone()});
    }

    /** Takes every client, so that the test sees which certificate came. */
    private static final class Anyone implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            try {
                return new X509Certificate[] {Practice.igc().root()};
            } catch (Exception unreadable) {
                throw new IllegalStateException(unreadable);
            }
        }
    }
}
