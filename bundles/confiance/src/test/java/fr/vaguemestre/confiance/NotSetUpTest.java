package fr.vaguemestre.confiance;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.testkit.Configs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node in service that trusts nobody but itself, as each does until the authorities of the trust space are loaded. */
class NotSetUpTest {
    /** Self-signed, as a new node makes one: valid until 2126. */
    static final String OWN =
            """
            -----BEGIN CERTIFICATE-----
            MIIBkzCCATmgAwIBAgIULQMZ8281llnxhNDXK74rSu0HKEowCgYIKoZIzj0EAwIw
            HjEcMBoGA1UEAwwTbXNzLmhvcGl0YWwuZXhhbXBsZTAgFw0yNjExMjIyMzI2NTla
            GA8yMTI2MTAyOTIzMjY1OVowHjEcMBoGA1UEAwwTbXNzLmhvcGl0YWwuZXhhbXBs
            ZTBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABAKcOiMstqO1PirNYv5Y1UeNAlhk
            InxFSN6F2C4XqsHqpNFlelLJ/x7Ty2BLVqbe/qvPWNDpGgr8fxINkKW8QoGjUzBR
            MB0GA1UdDgQWBBRkp5iFybqhkKzV683Ig9/PnfMA7jAfBgNVHSMEGDAWgBRkp5iF
            ybqhkKzV683Ig9/PnfMA7jAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gA
            MEUCIGLJI2m98PZHb1+L+ySoeqZveDkTWzf5w/LPzmKFkLqnAiEA5kocaj6KCE/N
            BdirbC8+xW/myReqby0DK3j/tRH5WB4=
            -----END CERTIFICATE-----
            """;

    @TempDir
    private Path folder;

    @Test
    void nobodyIsAskedAndTheChecksWarnOfWhatIsMissing() throws Exception {
        Path own = Files.writeString(folder.resolve("operateur.crt"), OWN);
        Path crls = Files.writeString(folder.resolve("crls.pem"), "what was there");
        var config =
                config(Map.of("anchors", own.toString(), "certificate", own.toString(), "crlFile", crls.toString()));
        var surroundings = Surroundings.of(config, Igc.read(own), Igc.read(own).authorities());
        assertThat(surroundings.list()).isEmpty();
        assertThat(surroundings.crls()).isEmpty();

        var confiance = new SignedListConfiance(Clock.systemUTC(), new MemoryLists(), config);
        try {
            assertThat(confiance.isSetUp()).isFalse();
            warns(new CrlCheck(confiance, Clock.systemUTC()));
            warns(new WhiteListCheck(confiance, Clock.systemUTC()));
        } finally {
            confiance.stop();
        }
        assertThat(crls).hasContent("what was there");
    }

    @Test
    void itIsSetUpOnceAnotherAuthorityIsTrusted() throws Exception {
        Path other = Files.writeString(folder.resolve("igc.pem"), OWN);
        var surroundings = Surroundings.of(config(Map.of()), Igc.read(other), List.of());
        assertThat(surroundings.setUp()).isTrue();
        assertThat(surroundings.list()).isPresent();
    }

    private static ConfianceConfig config(Map<String, String> more) {
        var all = new java.util.HashMap<>(Map.of(
                "range", "off", "listUrl", "https://liste.example/liste.xml", "crlUrls", "http://liste.example/a.crl"));
        all.putAll(more);
        return Configs.of(ConfianceConfig.class, all);
    }

    private static void warns(HealthCheck check) {
        Result result = check.execute();
        assertThat(result.getStatus()).isEqualTo(Result.Status.WARN);
        assertThat(result.toString()).contains("authorities of the trust space are not loaded");
    }
}
