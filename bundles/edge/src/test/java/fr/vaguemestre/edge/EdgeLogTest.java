package fr.vaguemestre.edge;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.range.RangeIgc;
import fr.vaguemestre.testkit.Configs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines as nginx 1.26.3 wrote them. */
class EdgeLogTest {
    @TempDir
    private static Path folder;

    @BeforeAll
    static void authorities() throws Exception {
        var igc = RangeIgc.make(folder.resolve("igc"), "http://127.0.0.1:1", "mssante.test", Clock.systemUTC());
        Path home = igc.folder();
        Files.writeString(
                folder.resolve("igc.pem"),
                Files.readString(home.resolve("root.crt")) + Files.readString(home.resolve("org-ca.crt")));
        Files.writeString(
                folder.resolve("crls.pem"),
                Files.readString(home.resolve("root.crl")) + Files.readString(home.resolve("org-ca.crl")));
        Files.copy(home.resolve("root.crl"), folder.resolve("root-only.pem"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "client SSL certificate verify error: (10:certificate has expired) | expired",
                "client SSL certificate verify error: (23:certificate revoked) | revoked",
                "client SSL certificate verify error: (12:CRL has expired) | crl-expired",
                "client SSL certificate verify error: (3:unable to get certificate CRL) | untrusted-issuer",
                "client SSL certificate verify error: (20:unable to get local issuer certificate) | untrusted-issuer",
                "client SSL certificate verify error: (18:self-signed certificate) | untrusted-issuer",
                "client SSL certificate verify error: (26:unsuitable certificate purpose) | wrong-use",
                "client sent no required SSL certificate | no-certificate",
                "peer closed connection in SSL handshake | tls-handshake",
                "SSL_do_handshake() failed (SSL: error:0A000102:SSL routines::unsupported protocol) | tls-handshake",
            })
    void aRefusedHandshakeIsTracedWithItsTrueCause(String words, String cause) {
        var entries = log("crls.pem")
                .read("2026/11/22 17:17:29 [info] 14#14: *3 " + words
                        + " while in starttls state, client: 192.0.2.7 using starttls, server: 127.0.0.1:23025");

        assertThat(entries).singleElement().satisfies(entry -> {
            assertThat(entry.cause()).isEqualTo(cause);
            assertThat(entry.outcome()).isEqualTo("refused");
            assertThat(entry.stage()).isEqualTo("edge");
            assertThat(entry.peer()).isEqualTo("192.0.2.7");
            assertThat(entry.at())
                    .isEqualTo(LocalDateTime.of(2026, 11, 22, 17, 17, 29)
                            .atZone(ZoneId.systemDefault())
                            .toInstant());
        });
    }

    @Test
    void aMissingListOfOneOfOurAuthoritiesIsOurFaultNotThePeers() {
        String line = "2026/11/22 17:17:29 [info] 14#14: *3 client SSL certificate verify error:"
                + " (3:unable to get certificate CRL) while in starttls state, client: 192.0.2.7 using starttls,"
                + " server: 127.0.0.1:23025";

        assertThat(log("root-only.pem").read(line)).extracting("cause").containsExactly("crl-expired");
        assertThat(log("absent.pem").read(line)).extracting("cause").containsExactly("crl-expired");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026/11/22 17:17:19 [info] 14#14: *1 client 127.0.0.1:51960 connected to 127.0.0.1:23025",
                "2026/11/22 17:17:15 [notice] 1#1: start worker processes",
                "2026/11/22 17:17:24 [info] 14#14: *1 client login failed: \"MSSante: x\" while in http auth state, client: 127.0.0.1 using starttls, server: 127.0.0.1:23025",
                "garbage",
            })
    void otherLinesTellNothing(String line) {
        assertThat(log("crls.pem").read(line)).isEmpty();
    }

    private static EdgeLog log(String crls) {
        return new EdgeLog(Configs.of(
                EdgeConfig.class,
                Map.of(
                        "anchors", folder.resolve("igc.pem").toString(),
                        "crls", folder.resolve(crls).toString())));
    }
}
