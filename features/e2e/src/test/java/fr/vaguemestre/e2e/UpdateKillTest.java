package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A bundle is replaced by another version of itself and back again, and Karaf is killed meanwhile, many times: it comes back by
 * itself with one of the two, whole, and no mailbox that was promised is lost. {@code -Dupdate.kills} and {@code -Dupdate.seed}
 * say how often, and at which moments.
 */
@Tag("long")
@Order(World.LATE)
class UpdateKillTest {
    private static final String BUNDLE = "fr.vaguemestre.bal";
    private static final String OLD = "0.1.0";
    private static final String NEW = "0.1.1";
    private static final int KILLS = Integer.getInteger("update.kills", 12);
    private static final long SEED = Long.getLong("update.seed", System.nanoTime());
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(6);
    private static final Duration BACK = Duration.ofMinutes(4);

    private final Random random = new Random(SEED);
    private final Map<String, Integer> seen = new TreeMap<>();
    private final Path before = Machine.home().resolve("state/" + BUNDLE + "-" + OLD + ".jar");
    private final Path after = Machine.home().resolve("state/" + BUNDLE + "-" + NEW + ".jar");

    @AfterEach
    void asItWas() throws IOException {
        Machine.healthy();
        client("bundle:update " + BUNDLE + " " + inside(before));
        Machine.healthy();
        Files.delete(before);
        Files.delete(after);
    }

    @Test
    @Tag("fault-43")
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void killedInTheMiddleOfAReplacementItComesBackWithOneOfThem() throws IOException {
        System.out.printf("%nupdate.seed=%d update.kills=%d%n", SEED, KILLS);
        jars();
        Hospital hospital = Hospital.open(5_000, 100_000_000_000_000L);
        Promises promises = new Promises();
        String healthy = bundles();
        try (RowStream rows = RowStream.start(hospital, promises)) {
            for (int kill = 1; kill <= KILLS; kill++) {
                int made = rows.made();
                Await.until("mailboxes are made", BACK, () -> rows.made() > made);
                kill();
                String version = version();
                seen.merge("killed, and back with " + version, 1, Integer::sum);
                System.out.printf("kill %d: back with %s%n", kill, version);
                assertThat(version).isIn(OLD, NEW);
                Await.passes("every bundle is as before", BACK, () -> assertThat(bundles())
                        .isEqualTo(healthy));
            }
        }
        Promises.Verdict verdict = promises.kept(hospital, List.of()).expectNothingLost();
        seen.put("= mailboxes promised", verdict.rows());
        seen.put("= mailboxes lost", verdict.lostRows().size());
        LongReport.of(getClass(), "Bundle " + BUNDLE + " (seed " + SEED + ")", seen);
    }

    /** Replaces the bundle again and again, and kills Karaf at a random moment of it. */
    private void kill() {
        String commands = IntStream.range(0, 20)
                .mapToObj(number -> "bundle:update " + BUNDLE + " " + inside(number % 2 == 0 ? after : before))
                .collect(Collectors.joining("; "));
        String was = changed();
        CompletableFuture<Machine.Output> replacing = CompletableFuture.supplyAsync(() -> Machine.karaf(commands));
        Await.until("replacing has begun", BACK, () -> !changed().equals(was));
        LockSupport.parkNanos(random.nextLong(LONGEST_PAUSE.toNanos()));
        Machine.kill("karaf");
        replacing.join();
        Await.until(
                "Karaf is back",
                BACK,
                () -> Machine.appliance().status().path("healthy").asBoolean());
    }

    /** The bundle as it is, and the same with another version. */
    private void jars() throws IOException {
        Path made;
        try (Stream<Path> files = Files.walk(Machine.home().resolve("karaf/system/fr/vaguemestre/vaguemestre-bal"))) {
            made = files.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow();
        }
        Files.copy(made, before);
        try (var jar = new JarFile(made.toFile())) {
            Manifest manifest = jar.getManifest();
            assertThat(manifest.getMainAttributes().getValue("Bundle-Version")).isEqualTo(OLD);
            manifest.getMainAttributes().putValue("Bundle-Version", NEW);
            try (var out = new JarOutputStream(Files.newOutputStream(after), manifest)) {
                for (var entry : jar.stream().toList()) {
                    if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        out.putNextEntry(new java.util.zip.ZipEntry(entry.getName()));
                        jar.getInputStream(entry).transferTo(out);
                    }
                }
            }
        }
    }

    private static String inside(Path jar) {
        return "file:/var/lib/vaguemestre/" + jar.getFileName();
    }

    /** What Karaf keeps of its bundles, by the times at which it last wrote there. */
    private static String changed() {
        return Machine.shell("stat -c %.Y \"$VM_STATE\"/karaf/data/cache/bundle*/ | sha256sum")
                .expectOk()
                .out();
    }

    private static String version() {
        return client("bundle:list -t 0 -s --no-format")
                .lines()
                .map(line -> line.split("\t", -1))
                .filter(cells -> cells[cells.length - 1].strip().equals(BUNDLE))
                .map(cells -> cells[3].strip())
                .findFirst()
                .orElse("no bundle");
    }

    /** Name and state of every bundle. */
    private static String bundles() {
        return client("bundle:list -t 0 -s --no-format")
                .lines()
                .map(line -> line.split("\t", -1))
                .filter(cells -> cells.length > 3)
                .map(cells -> cells[1].strip() + " " + cells[cells.length - 1].strip())
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private static String client(String commands) {
        return Machine.karaf(commands).expectOk().out();
    }
}
