package fr.vaguemestre.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.vaguemestre.testkit.SettableClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IgcServerTest {
    private static final String ORG_CRL = "/CRL/ACI-EL-ORG-TEST.crl";
    private static final Duration LIFE = Duration.ofHours(1);

    private final Path home;
    private final SettableClock clock = new SettableClock(Clock.systemUTC().instant());
    private final HttpClient client = HttpClient.newHttpClient();
    private RangeIgc igc;
    private IgcServer server;

    IgcServerTest(@TempDir Path home) {
        this.home = home;
    }

    /** An IGC of its own, since this server writes its CRLs into the folder. */
    @BeforeEach
    void start() throws Exception {
        igc = Practice.copy(home.resolve("igc"));
        server = new IgcServer(igc, faults(), 0, LIFE, clock, Practice.log()).start();
    }

    @AfterEach
    void stop() {
        server.close();
        client.close();
    }

    @Test
    void bothAuthoritiesPublishTheirCertificateTheirCrlAndTheChain() throws Exception {
        var factory = CertificateFactory.getInstance("X.509");
        assertThat(factory.generateCertificate(new ByteArrayInputStream(bytes("/AC/ACR-EL-TEST.cer"))))
                .isEqualTo(igc.root());
        assertThat(factory.generateCertificate(new ByteArrayInputStream(bytes("/AC/ACI-EL-ORG-TEST.cer"))))
                .isEqualTo(igc.orgCa());
        assertThat(factory.generateCertPath(new ByteArrayInputStream(bytes("/AC/" + IgcServer.CHAIN)), "PKCS7")
                        .getCertificates())
                .hasSize(2);
        crl("/CRL/ACR-EL-TEST.crl").verify(igc.root().getPublicKey());
        crl(ORG_CRL).verify(igc.orgCa().getPublicKey());
        assertThat(get("/CRL/OTHER.crl").statusCode()).isEqualTo(404);
        for (String path :
                new String(bytes("/"), StandardCharsets.US_ASCII).lines().toList()) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(200);
        }
    }

    @Test
    void theCertificatesNameTheUrlThatIsServed() throws Exception {
        String encoded = new String(
                igc.identity(RangeLeaf.VALIDE).certificate().getExtensionValue("2.5.29.31"),
                StandardCharsets.ISO_8859_1);
        assertThat(encoded).contains(Practice.PUBLICATION + ORG_CRL);
    }

    @Test
    void aCrlIsIssuedAnewAtHalfOfItsLifeAndLiesInTheFolderToo() throws Exception {
        X509CRL first = crl(ORG_CRL);
        clock.forward(LIFE.dividedBy(3));
        assertThat(crl(ORG_CRL)).isEqualTo(first);
        clock.forward(LIFE.dividedBy(3));
        X509CRL second = crl(ORG_CRL);
        assertThat(number(second)).isGreaterThan(number(first));
        assertThat(second.getNextUpdate()).isAfter(first.getNextUpdate());
        assertThat(igc.orgCrl()).isEqualTo(second);
    }

    @Test
    void revocationsFollowTheFaults() throws Exception {
        assertThat(isRevoked(RangeLeaf.REVOQUE)).isTrue();
        assertThat(isRevoked(RangeLeaf.PAIR)).isFalse();
        clock.forward(Duration.ofSeconds(1));
        faults().set(Fault.REVOQUE_CLEARED, true);
        faults().set(Fault.PEER_REVOKED, true);
        faults().set(Fault.VALIDE_REVOKED, true);
        assertThat(isRevoked(RangeLeaf.REVOQUE)).isFalse();
        assertThat(isRevoked(RangeLeaf.PAIR)).isTrue();
        assertThat(isRevoked(RangeLeaf.VALIDE)).isTrue();
        for (Fault fault : List.of(Fault.REVOQUE_CLEARED, Fault.PEER_REVOKED, Fault.VALIDE_REVOKED)) {
            faults().set(fault, false);
        }
        assertThat(isRevoked(RangeLeaf.REVOQUE)).isTrue();
        assertThat(isRevoked(RangeLeaf.PAIR)).isFalse();
    }

    @Test
    void anExpiredCrlIsWellSignedButPast() throws Exception {
        faults().set(Fault.CRL_EXPIRED, true);
        X509CRL expired = crl(ORG_CRL);
        expired.verify(igc.orgCa().getPublicKey());
        assertThat(expired.getNextUpdate().toInstant()).isBefore(clock.instant());
        faults().set(Fault.CRL_EXPIRED, false);
        assertThat(crl(ORG_CRL).getNextUpdate().toInstant()).isAfter(clock.instant());
    }

    @Test
    void anUnreachableCrlGetsNoAnswerWhileTheRestDoes() throws Exception {
        faults().set(Fault.CRL_UNREACHABLE, true);
        assertThatThrownBy(() -> get(ORG_CRL)).isInstanceOf(IOException.class);
        assertThat(get("/AC/ACR-EL-TEST.cer").statusCode()).isEqualTo(200);
        faults().set(Fault.CRL_UNREACHABLE, false);
        assertThat(get(ORG_CRL).statusCode()).isEqualTo(200);
    }

    private Faults faults() {
        return new Faults(home.resolve("faults"));
    }

    private boolean isRevoked(RangeLeaf leaf) throws Exception {
        return crl(ORG_CRL).isRevoked(igc.identity(leaf).certificate());
    }

    private X509CRL crl(String path) throws Exception {
        var crl = CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(bytes(path)));
        return (X509CRL) crl;
    }

    /** CRL number: an INTEGER within two octet strings; later ones are larger as unsigned bytes of equal length. */
    private static BigInteger number(X509CRL crl) {
        byte[] encoded = crl.getExtensionValue("2.5.29.20");
        return new BigInteger(Arrays.copyOfRange(encoded, 4, encoded.length));
    }

    private byte[] bytes(String path) throws Exception {
        return get(path).body();
    }

    private HttpResponse<byte[]> get(String path) throws Exception {
        var uri = URI.create("http://127.0.0.1:" + server.port() + path);
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray());
    }
}
