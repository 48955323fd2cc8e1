package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Appliance;
import fr.vaguemestre.e2e.driver.TlsScan;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Each door takes TLS 1.2 and 1.3 with the suites that ANSSI recommends (Recommandations de sécurité relatives à TLS):
 * those that fit its certificate, and nothing else.
 */
class TlsTest {
    /** AES with 128 and 256 bits, ChaCha20. */
    private static final Set<Integer> TLS13 = Set.of(0x1301, 0x1302, 0x1303);

    /** For a certificate with an RSA key. */
    private static final Set<Integer> WITH_RSA = Set.of(0xC02F, 0xC030, 0xCCA8);
    /** For one on an elliptic curve. */
    private static final Set<Integer> WITH_CURVE = Set.of(0xC02B, 0xC02C, 0xCCA9);

    @Tag("fault-53")
    @TestFactory
    @Tag("OP-14")
    @Tag("OP-15")
    Stream<DynamicTest> everyDoorTakesTheListAndNothingElse() {
        Appliance appliance = World.appliance();
        URI api = URI.create(appliance.endpoint("api"));
        return Map.of(
                        "mx", TlsScan.after(appliance.address("mx"), "EHLO scan.test", "STARTTLS"),
                        "submission", TlsScan.after(appliance.address("submission"), "EHLO scan.test", "STARTTLS"),
                        "imap", TlsScan.after(appliance.address("imap"), "a STARTTLS"),
                        "sieve", TlsScan.after(appliance.address("sieve"), "STARTTLS"),
                        "https", TlsScan.plain(new InetSocketAddress(api.getHost(), api.getPort())))
                .entrySet()
                .stream()
                .map(door -> DynamicTest.dynamicTest(door.getKey(), () -> scanned(door.getValue())));
    }

    private static void scanned(TlsScan door) {
        for (int old : new int[] {TlsScan.SSL3, TlsScan.TLS10, TlsScan.TLS11}) {
            assertThat(door.suites(old)).as("protocol %04x", old).isEmpty();
        }
        Set<Integer> older = door.suites(TlsScan.TLS12);
        assertThat(older).as("TLS 1.2: %s", hex(older)).isIn(WITH_RSA, WITH_CURVE);
        assertThat(door.suites(TlsScan.TLS13)).as("TLS 1.3").isEqualTo(TLS13);
    }

    private static String hex(Set<Integer> suites) {
        return suites.stream().map(suite -> "%04X".formatted(suite)).toList().toString();
    }
}
