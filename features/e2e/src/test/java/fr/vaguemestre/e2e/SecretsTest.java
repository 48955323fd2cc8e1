package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Rest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
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
        Machine.shell("for f in \"$VM_STATE\"/secrets/*; do case $f in *jwt.key) sed -n 3p \"$f\" ;; *) head -n 1"
                        + " \"$f\" ;; esac; done")
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

    /**
     * Words planted by use, and the halves of our own keys: looked for wherever they do not belong. Mails belong to the store of
     * mails and the queue, passwords and tokens nowhere.
     */
    @Tag("fault-71")
    @Tag("OP-65")
    @Test
    void whatIsPlantedIsFoundNowhere() {
        Map<String, String> planted = new Canaries().planted();
        assertThat(planted).hasSizeGreaterThanOrEqualTo(20);
        Machine.shell("for f in \"$VM_STATE\"/tls/*.key \"$VM_STATE\"/tls/*/*.key; do [ ! -e \"$f\" ] || sed -n 3p"
                        + " \"$f\"; done")
                .expectOk()
                .out()
                .lines()
                .filter(line -> line.length() > 20)
                .forEach(line -> planted.put("key " + line.substring(0, 4), line));
        String told = World.admin().get("/admin/trace?limit=200").expect(200).text()
                + World.admin().get("/admin/audit?limit=200").expect(200).text()
                + World.admin().get("/admin/queue?limit=200").expect(200).text()
                + Machine.script("doctor").out()
                + Machine.inside("/usr/bin/curl", "-fsS", World.appliance().endpoint("metrics"))
                        .expectOk()
                        .out()
                + Machine.script("status", "--json").out();
        Path words = Machine.home().resolve("state/karaf/canaries");
        write(words, planted.values());
        String found;
        try {
            found = Machine.shell(
                            "cd \"$VM_STATE\"; canaries=\"$VM_STATE/karaf/canaries\"; { grep -rlaF -f \"$canaries\""
                                    + " \"$VM_LOG\" \"$VM_STATE/karaf/data\" \"$VM_STATE/karaf/messages\""
                                    + " \"$VM_STATE/rspamd\" \"$VM_STATE/redis\"  \"$VM_CONF\" /tmp /var/tmp /dev/shm"
                                    + " 2>/dev/null || true; for p in /proc/[0-9]*; do case $(cat $p/comm 2>/dev/null) in"
                                    + " grep | bash | sed | cat) continue ;; esac;  if cat $p/cmdline $p/environ"
                                    + " 2>/dev/null | grep -qaF -f \"$canaries\"; then echo \"$p $(cat $p/comm)\"; fi;"
                                    + " done; pg_dump -h \"$VM_RUN/postgresql\" -p \"$VM_PORT_POSTGRESQL\" -U postgres vm"
                                    + " | grep -aoF -f \"$canaries\" | sed 's/^/database: /' || true; }")
                    .expectOk()
                    .out();
        } finally {
            delete(words);
        }

        assertThat(planted.entrySet().stream()
                        .filter(word -> told.contains(word.getValue()))
                        .map(Map.Entry::getKey))
                .as("told by REST or a command")
                .isEmpty();
        for (Map.Entry<String, String> word : planted.entrySet()) {
            found = found.replace(word.getValue(), word.getKey());
        }
        assertThat(found.lines().distinct()).as("found in").isEmpty();
    }

    private static void write(Path file, Collection<String> lines) {
        try {
            Files.write(file, lines);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void commandLinesTellNoSecret() {
        Machine.Output found = Machine.shell("{ cat /proc/[0-9]*/cmdline 2>/dev/null || true; } | tr '\\0' '\\n"
                + "' >/tmp/cmdlines; for f in \"$VM_STATE\"/secrets/*; do case $f in *jwt.key) ;; *) if grep -qF"
                + " -f \"$f\" /tmp/cmdlines; then echo \"$f\"; fi ;; esac; done; rm /tmp/cmdlines");

        assertThat(found.expectOk().out().strip()).isEmpty();
    }
}
