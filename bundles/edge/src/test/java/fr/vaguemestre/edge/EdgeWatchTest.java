package fr.vaguemestre.edge;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.testkit.Configs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.felix.hc.api.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EdgeWatchTest {
    @TempDir
    private Path folder;

    private Path told;
    private Map<String, Object> settings;

    @BeforeEach
    void files() throws IOException {
        told = folder.resolve("told");
        Path reload = folder.resolve("reload");
        Files.writeString(
                reload,
                "#!/bin/sh\ntest -e " + folder + "/broken && { echo broken; exit 1; }\necho $1 >> " + told + "\n");
        Files.setPosixFilePermissions(reload, PosixFilePermissions.fromString("rwx------"));
        settings = new HashMap<>(Map.of("reload", reload.toString()));
        for (String name : List.of("crls", "anchors", "certificate")) {
            Files.writeString(folder.resolve(name), "one");
            settings.put(name, folder.resolve(name).toString());
        }
    }

    @Test
    void aNewRevocationListReloadsTheMailEdgeOnly() throws Exception {
        var watch = new EdgeWatch(config());
        try {
            await(() -> told().equals(List.of("nginx", "haproxy")));
            Files.writeString(folder.resolve("crls"), "two, longer");
            await(() -> told().equals(List.of("nginx", "haproxy", "nginx")));
            assertThat(watch.failure()).isEmpty();
        } finally {
            watch.stop();
        }
    }

    @Test
    void anotherFileOfAHospitalsNameReloadsTheWebEdgeOnly() throws Exception {
        Path names = Files.createDirectory(folder.resolve("names"));
        settings.put("names", names.toString());
        var watch = new EdgeWatch(config());
        try {
            await(() -> told().equals(List.of("nginx", "haproxy")));
            Files.writeString(names.resolve("mail.chu.mssante.fr.pem"), "one");
            await(() -> told().size() > 2);
            assertThat(told()).containsOnlyOnce("nginx");
        } finally {
            watch.stop();
        }
    }

    @Test
    @Tag("fault-49")
    void aReloadThatFailsIsToldAndTriedAgain() throws Exception {
        Files.createFile(folder.resolve("broken"));
        var watch = new EdgeWatch(config());
        try {
            await(() -> watch.failure().isPresent());
            assertThat(check(watch).getStatus()).isEqualTo(Result.Status.WARN);
            Files.delete(folder.resolve("broken"));
            await(() -> told().contains("nginx") && watch.failure().isEmpty());
        } finally {
            watch.stop();
        }
    }

    @Test
    void theCheckSeesWhetherBothEdgesListen() throws Exception {
        var watch = new EdgeWatch(config());
        try (var mail = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            settings.put("mailPort", mail.getLocalPort());
            await(() -> told().size() == 2);
            try (var web = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
                settings.put("webPort", web.getLocalPort());
                Thread.ofVirtual().start(() -> greet(mail));
                assertThat(check(watch).getStatus()).isEqualTo(Result.Status.OK);
            }
            Thread.ofVirtual().start(() -> greet(mail));
            assertThat(check(watch).getStatus()).isEqualTo(Result.Status.WARN);
        } finally {
            watch.stop();
        }
    }

    private static void greet(ServerSocket mail) {
        try (var peer = mail.accept()) {
            peer.getOutputStream().write("220 mx ESMTP\r\n".getBytes(StandardCharsets.US_ASCII));
            peer.getInputStream().readAllBytes();
        } catch (IOException closed) {
            // the test ends
        }
    }

    private Result check(EdgeWatch watch) {
        return new EdgeCheck(watch, config()).execute();
    }

    private EdgeConfig config() {
        return Configs.of(EdgeConfig.class, settings);
    }

    private List<String> told() {
        try {
            return Files.exists(told) ? Files.readAllLines(told) : List.of();
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("still waiting").isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
