package fr.vaguemestre.range;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Where the range lives and listens; everything comes from the environment, with the defaults of port base 18000.
 *
 * @param home folder of {@code igc/}, {@code faults/} and the small states of the servers
 * @param crlLife time from thisUpdate to nextUpdate of a CRL; a new one comes at half of it
 */
record RangeConfig(
        Path home,
        String suffix,
        int igcPort,
        int whiteListPort,
        String dnsAddress,
        int dnsPort,
        String peerAddress,
        Duration crlLife,
        int smtpPort) {

    static RangeConfig of(Map<String, String> environment) {
        String dnsAddress = environment.getOrDefault("VM_DNS_ADDRESS", "127.18.0.53");
        String besides = dnsAddress.substring(0, dnsAddress.lastIndexOf('.') + 1) + "25";
        return new RangeConfig(
                Path.of(environment.getOrDefault("VM_RANGE_HOME", "/var/lib/vaguemestre/range")),
                environment.getOrDefault("VM_RANGE_SUFFIX", "mssante.test"),
                port(environment, "VM_PORT_RANGE_IGC", 18_201),
                port(environment, "VM_PORT_RANGE_WHITELIST", 18_202),
                dnsAddress,
                port(environment, "VM_DNS_PORT", 53),
                environment.getOrDefault("VM_RANGE_PEER_ADDRESS", besides),
                Duration.parse(environment.getOrDefault("VM_RANGE_CRL_LIFE", "P7D")),
                port(environment, "VM_PORT_SMTP", 18_025));
    }

    Path igc() {
        return home.resolve("igc");
    }

    Faults faults() {
        return new Faults(home.resolve("faults"));
    }

    String publication() {
        return "http://127.0.0.1:" + igcPort;
    }

    private static int port(Map<String, String> environment, String name, int otherwise) {
        String value = environment.getOrDefault(name, "");
        return value.isEmpty() ? otherwise : Integer.parseInt(value);
    }
}
