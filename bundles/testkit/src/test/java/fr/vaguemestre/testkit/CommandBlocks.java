package fr.vaguemestre.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The commands in one page's blocks, and whether a test runs each: {@code sh run} and {@code karaf run} are run by {@code
 * CommandsTest} of the black-box tests, {@code sh test=FILE#WORD#WORD} by a test that holds a word for each command, and
 * {@code sh not-run} is excused one by one.
 *
 * @param root of the checkout
 * @param excused commands that no test runs, as they are written
 */
record CommandBlocks(Path root, Set<String> excused) {
    /** A whole block, whatever it is indented by: what it is, and its lines. */
    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```(\\S[^\\n]*)\\n(.*?)^ *```\\s*?$");

    private static final Pattern ANY_FENCE = Pattern.compile("(?m)^ *```");
    private static final Pattern TOLD = Pattern.compile("(?:sh|karaf) test=([^#\\s]+)#(.+)");
    private static final Set<String> RUN = Set.of("sh run", "karaf run");
    private static final Set<String> EXCUSED = Set.of("sh not-run", "karaf not-run");
    private static final Set<String> NO_COMMANDS = Set.of("text", "java", "ini", "xml", "json");
    private static final Pattern COMMAND = Pattern.compile("(?m)^ {4,}(?:\\./vaguemestre|curl|mvn) .*$");
    private static final Pattern COMMENT = Pattern.compile("\\s+#\\s.*$");
    private static final Pattern LAST = Pattern.compile("[\\w+./:$=-]+(?=[^\\w+./:$=-]*$)");

    /** What no test runs and nothing excuses, and what is no block, one sentence each. */
    List<String> unproven(String page) {
        List<String> found = new ArrayList<>();
        List<MatchResult> blocks = BLOCK.matcher(page).results().toList();
        if (ANY_FENCE.matcher(page).results().count() != 2L * blocks.size()) {
            found.add("a block does not say what it is");
        }
        for (MatchResult block : blocks) {
            found.addAll(unproven(block.group(1), commands(block.group(2))));
        }
        COMMAND.matcher(BLOCK.matcher(page).replaceAll(""))
                .results()
                .forEach(line -> found.add("outside a block:" + line.group()));
        return found;
    }

    /** The commands of the blocks that nothing runs. */
    static List<String> notRun(String page) {
        return BLOCK.matcher(page)
                .results()
                .filter(block -> EXCUSED.contains(block.group(1)))
                .flatMap(block -> commands(block.group(2)).stream())
                .toList();
    }

    /** One for each line that is not empty, without what is said of it; a line that ends with a backslash goes on. */
    private static List<String> commands(String lines) {
        return lines.replace("\\\n", " ")
                .lines()
                .map(line -> COMMENT.matcher(line).replaceFirst("").strip())
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }

    private List<String> unproven(String fence, List<String> commands) {
        if (RUN.contains(fence) || NO_COMMANDS.contains(fence)) {
            return List.of();
        }
        if (EXCUSED.contains(fence)) {
            return commands.stream()
                    .filter(command -> !excused.contains(command))
                    .map(command -> "not excused: " + command)
                    .toList();
        }
        var told = TOLD.matcher(fence);
        if (!told.matches()) {
            return List.of("names no test, or no word of it: " + fence);
        }
        return heldBy(told.group(1), List.of(told.group(2).split("#", -1)), commands);
    }

    private List<String> heldBy(String file, List<String> words, List<String> commands) {
        Path test = root.resolve(file);
        if (!Files.isRegularFile(test)) {
            return List.of("no such test: " + file);
        }
        if (words.size() != commands.size()) {
            return List.of("%d commands, %d words of %s".formatted(commands.size(), words.size(), file));
        }
        List<String> found = new ArrayList<>();
        for (int at = 0; at < words.size(); at++) {
            if (!read(test).contains(words.get(at)) || !commands.get(at).contains(last(words.get(at)))) {
                found.add(words.get(at) + " is not in both " + file + " and: " + commands.get(at));
            }
        }
        return found;
    }

    private static String last(String word) {
        var end = LAST.matcher(word);
        return end.find() ? end.group() : word;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
