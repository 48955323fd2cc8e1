package fr.vaguemestre.range;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Where the range lives and listens; everything comes from the environment, with the defaults of port base 18000.
 *
 * @param home folder of {@code igc/}, {@code faults/} and the small states of the servers
 * @param pscPort HTTPS of Pro Santé Connect, the door before the Keycloak that plays it
 * @param keycloakPort that Keycloak's HTTP
 * @param peersPort SMTP of the simulated operators, each on an address of its own beside the DNS server's
 * @param echoPort LMTP of the foreign operator's {@code echo@}
 * @param answerPort where the foreign operator's server takes the answers of {@code echo@}
 * @param policyPort the foreign operator's greylist
 * @param patientPort where patients hand in what they write, on the address of their operator
 * @param crlLife time from thisUpdate to nextUpdate of a CRL; a new one comes at half of it
 */
record RangeConfig(
        Path home,
        String suffix,
        int igcPort,
        int whiteListPort,
        int indicatorsPort,
        int directoryPort,
        int pscPort,
        int keycloakPort,
        String dnsAddress,
        int dnsPort,
        String peerAddress,
        Duration crlLife,
        int smtpPort,
        int peersPort,
        int echoPort,
        int answerPort,
        int policyPort,
        int patientPort) {

    static RangeConfig of(Map<String, String> environment) {
        String dnsAddress = environment.getOrDefault("VM_DNS_ADDRESS", "127.18.0.53");
        String besides = dnsAddress.substring(0, dnsAddress.lastIndexOf('.') + 1) + "25";
        return new RangeConfig(
                Path.of(environment.getOrDefault("VM_RANGE_HOME", "/var/lib/vaguemestre/range")),
                environment.getOrDefault("VM_RANGE_SUFFIX", "mssante.test"),
                port(environment, "VM_PORT_RANGE_IGC", 18_201),
                port(environment, "VM_PORT_RANGE_WHITELIST", 18_202),
                port(environment, "VM_PORT_RANGE_INDICATORS", 18_204),
                port(environment, "VM_PORT_RANGE_ANNUAIRE", 18_203),
                port(environment, "VM_PORT_RANGE_PSC", 18_205),
                port(environment, "VM_PORT_RANGE_KEYCLOAK", 18_206),
                dnsAddress,
                port(environment, "VM_DNS_PORT", 53),
                environment.getOrDefault("VM_RANGE_PEER_ADDRESS", besides),
                Duration.parse(environment.getOrDefault("VM_RANGE_CRL_LIFE", "P7D")),
                port(environment, "VM_PORT_SMTP", 18_025),
                port(environment, "VM_RANGE_PEERS_PORT", 25),
                port(environment, "VM_RANGE_ECHO_PORT", 10_024),
                port(environment, "VM_RANGE_ANSWER_PORT", 10_025),
                port(environment, "VM_RANGE_POLICY_PORT", 10_031),
                port(environment, "VM_RANGE_PATIENT_PORT", 587));
    }

    /** The address in the DNS server's net that ends in that number. */
    String besides(int number) {
        return net() + "." + number;
    }

    /** The net of the range's addresses, as {@code 127.18.0}. */
    String net() {
        return dnsAddress.substring(0, dnsAddress.lastIndexOf('.'));
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
