package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The demonstration succeeds, and can fail. */
@Order(World.LATE + 2)
class DemoTest {
    private static final List<String> SERVERS = List.of(
            "postgresql",
            "redis",
            "dovecot",
            "postfix",
            "karaf",
            "nginx",
            "haproxy",
            "igc",
            "whitelist",
            "dns",
            "annuaire",
            "peer",
            "peerimap",
            "peers");

    @Test
    void everyStepIsVerified() {
        Machine.Output demo = Machine.script("demo").expectOk();

        assertThat(demo.out())
                .contains(
                        "UID",
                        "sha256",
                        "echo@pair",
                        "cert-cn-diff-dn",
                        "held: revoked",
                        "554 5.7.1",
                        "revoked",
                        "GET /admin/indicators/",
                        "Practitioner/99700218896",
                        "GET /admin/audit/verify");
        assertThat(World.admin().get("/admin/queue?q=@demo-").expect(200).json().path("items"))
                .as("nothing of it waits for bad operators")
                .isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> withAnyServerStoppedItNamesTheStepAndTheServer() {
        return SERVERS.stream()
                .map(server -> DynamicTest.dynamicTest(server, () -> {
                    Machine.stop(server);
                    try {
                        Machine.Output demo = Machine.script("demo");

                        assertThat(demo.status()).as(demo.out() + demo.err()).isEqualTo(1);
                        String last = demo.out().strip().lines().reduce("", (before, line) -> line);
                        assertThat(last).contains("FAILED at step", server);
                    } finally {
                        Machine.start(server);
                    }
                }));
    }
}
