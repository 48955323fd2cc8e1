package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Rest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** No log of the home tells a password, a token or a message; the last of all, so that the logs have seen everything. */
@Order(World.LATE + 3)
class SecretsTest {
    @Test
    void logsTellNoSecret() {
        String token = World.anonymous()
                .login(World.appliance().adminName(), World.appliance().adminPassword())
                .expect(200)
                .json()
                .path("accessToken")
                .asText();
        World.anonymous().with(token).get("/auth/me").expect(200);
        Rest.anonymous(World.appliance()).login("admin", "canari-faux-mot-de-passe");
        List<String> secrets = new ArrayList<>(List.of(
                token.substring(0, token.lastIndexOf('.')),
                "canari-faux-mot-de-passe",
                Hospital.PASSWORD,
                World.appliance().adminPassword(),
                "à bientôt"));
        Machine.shell(
                        "for f in \"$VM_STATE\"/secrets/*; do case $f in *jwt.key) sed -n 3p \"$f\" ;; *) head -n 1 \"$f\" ;; esac; done")
                .expectOk()
                .out()
                .lines()
                .forEach(secrets::add);

        for (String secret : secrets) {
            assertThat(secret).hasSizeGreaterThan(8);
            Machine.Output found = Machine.shell("! grep -rlF -e \"$1\" \"$VM_LOG\" \"$VM_STATE/karaf/data\"", secret);
            assertThat(found.out().strip())
                    .as("files with " + secret.substring(0, 3) + "...")
                    .isEmpty();
        }
    }

    @Test
    void commandLinesTellNoSecret() {
        Machine.Output found =
                Machine.shell("{ cat /proc/[0-9]*/cmdline 2>/dev/null || true; } | tr '\\0' '\\n' >/tmp/cmdlines;"
                        + " for f in \"$VM_STATE\"/secrets/*; do"
                        + " case $f in *jwt.key) ;; *) if grep -qF -f \"$f\" /tmp/cmdlines; then echo \"$f\"; fi ;; esac; done;"
                        + " rm /tmp/cmdlines");

        assertThat(found.expectOk().out().strip()).isEmpty();
    }
}
