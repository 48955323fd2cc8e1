package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * The commands of the documentation work as they stand: blocks fenced as {@code sh run}, one shell for each page, and lines
 * of {@code karaf run}. Adapted are only the port base, the home, and where {@code ./vaguemestre} lies. That every other
 * block names the test that runs it, the unit tests of {@code testkit} look at.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandsTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^( *)```(sh|karaf) run\\n(.*?)^ *```");
    private static final Pattern PORT = Pattern.compile("(?<=127\\.0\\.0\\.1:)18(\\d{3})");
    private static final String FIRST = "docs/how-to/rest.md";
    private static final String MODE = "set -euo pipefail\nrefused() { if \"$@\"; then return 1; fi; }\n";

    private final Path checkout = root();
    private final Path folder = Machine.home().resolve("run/commands");

    /** What the other pages ask for once: where the appliance is, and a token. */
    @BeforeAll
    void signIn() throws IOException {
        Machine.run(List.of("/bin/rm", "-rf", folder.toString())).expectOk();
        Files.createDirectories(folder);
        Path script = folder.resolve("vaguemestre");
        Files.writeString(
                script,
                """
                #!/bin/bash
                whole=()
                for word; do if [ -f "$word" ]; then whole+=("$(realpath "$word")"); else whole+=("$word"); fi; done
                exec '%s' "${whole[@]}" --home '%s' </dev/null
                """
                        .formatted(System.getProperty("vaguemestre.script"), Machine.home()));
        assertThat(script.toFile().setExecutable(true)).isTrue();
        Files.createSymbolicLink(folder.resolve(".vaguemestre"), Machine.home());
        play(FIRST, "\ndeclare -p CA API ACCESS >env; declare -f api >>env\n");
    }

    @TestFactory
    Stream<DynamicTest> everyPage() throws IOException {
        return pages().stream()
                .filter(page -> !page.equals(FIRST))
                .filter(page -> !blocks(page, "sh").isEmpty())
                .map(page -> DynamicTest.dynamicTest(page, () -> play(page, "")));
    }

    /** One client for each page: the shell stops at the first command that fails. */
    @TestFactory
    Stream<DynamicTest> everyCommandOfKarafsShell() throws IOException {
        return pages().stream()
                .filter(page -> !blocks(page, "karaf").isEmpty())
                .map(page -> DynamicTest.dynamicTest(page, () -> Machine.karaf(String.join("", blocks(page, "karaf"))
                                .lines()
                                .filter(line -> !line.isBlank())
                                .collect(Collectors.joining("; ")))
                        .expectOk()));
    }

    private void play(String page, String end) throws IOException {
        String known = Files.exists(folder.resolve("env")) ? ". ./env\n" : "";
        Path script = folder.resolve("page.sh");
        Files.writeString(script, MODE + known + adapted(String.join("\n", blocks(page, "sh"))) + end);
        Machine.run(List.of("/bin/bash", "-c", "cd \"$1\" && exec bash page.sh", "commands", folder.toString()))
                .expectOk();
    }

    private static String adapted(String commands) {
        int base = World.appliance().status().path("portBase").asInt();
        return PORT.matcher(commands)
                .replaceAll(port -> Integer.toString(base + Integer.parseInt(port.group(1))))
                .replaceAll("(?m)^! ", "refused ");
    }

    private List<String> blocks(String page, String language) {
        try {
            return BLOCK.matcher(Files.readString(checkout.resolve(page)))
                    .results()
                    .filter(block -> block.group(2).equals(language))
                    .map(block -> block.group(3).replaceAll("(?m)^" + block.group(1), ""))
                    .toList();
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private List<String> pages() throws IOException {
        try (Stream<Path> files = Files.walk(checkout.resolve("docs"))) {
            return Stream.concat(Stream.of(checkout.resolve("README.md")), files)
                    .filter(file -> file.toString().endsWith(".md"))
                    .map(file -> checkout.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private static Path root() {
        for (Path here = Path.of("").toAbsolutePath(); here != null; here = here.getParent()) {
            if (Files.isDirectory(here.resolve("docs/how-to"))) {
                return here;
            }
        }
        throw new IllegalStateException("the tests run outside a checkout");
    }
}
