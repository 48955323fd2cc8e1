package fr.vaguemestre.e2e;

import fr.vaguemestre.e2e.driver.Contract.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code docs/reference/isolation.md}: what was tried and what leaked. It tells no time, so that it changes with what is tried. */
final class IsolationPage {
    private static final Path PAGE = Path.of("..", "..", "docs", "reference", "isolation.md");

    private final Map<String, Map<String, List<String>>> tried = new TreeMap<>();
    private int cases;
    private int leaks;

    /** Tries a case of an operation. */
    void tried(Operation operation, String role, String place, Runnable attempt) {
        tried(operation.toString(), role, place, attempt);
    }

    /** Tries a case; one that fails counts as a leak. */
    synchronized void tried(String wayIn, String role, String place, Runnable attempt) {
        cases++;
        leaks++;
        attempt.run();
        leaks--;
        row(wayIn, role).add(place);
    }

    /** A write that a role may do to anybody's thing. */
    synchronized void entitled(Operation operation, String role) {
        row(operation.toString(), role).add("may");
    }

    private List<String> row(String wayIn, String role) {
        return tried.computeIfAbsent(wayIn, key -> new TreeMap<>()).computeIfAbsent(role, key -> new ArrayList<>());
    }

    /** Writes the page, and tells the sum. */
    synchronized void write() {
        StringBuilder text = new StringBuilder(
                """
                # Isolation

                Written by `IsolationTest` in each run of `./vaguemestre test e2e`, from the `/openapi.json` of the running appliance:
                every operation by every role, and the ways in besides REST. Two hospitals are on the appliance; each place where a
                thing can be named (path, query, header, body) is given the other hospital's, and then one that nobody has. The two
                answers must have the same status, code and number of items, tell nothing that is the other hospital's, and change
                nothing of it.

                - `role`: the role may not call, and is refused before anything is looked up
                - `plain`: without any name, with everything that the caller may list
                - `path x`, `query x`, `header x`, `body x`: the place that named the other hospital's thing
                - `read`: the operator's administrators see all structures; looked at is that no mail is among what they read
                - `may`: a write that the operator's administrators may do for any structure; not a case

                """);
        text.append("%d ways in, %d cases, %d leaks.%n%n".formatted(tried.size(), cases, leaks));
        text.append("| way in | super_admin | domain_admin | user |\n|---|---|---|---|\n");
        tried.forEach((wayIn, roles) -> text.append("| %s | %s | %s | %s |%n"
                .formatted(wayIn, cell(roles, "super_admin"), cell(roles, "domain_admin"), cell(roles, "user"))));
        System.out.println("isolation: " + tried.size() + " ways in, " + cases + " cases, " + leaks + " leaks");
        try {
            Files.writeString(PAGE, text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String cell(Map<String, List<String>> roles, String role) {
        return String.join(", ", roles.getOrDefault(role, List.of()));
    }
}
