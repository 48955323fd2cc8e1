package fr.vaguemestre.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where the same lines stand in several files, one after the other. Spaces, comments, imports and lines of signs alone do not
 * count.
 *
 * @param least how many lines
 */
record Repeats(int least) {
    private static final Pattern NO_CODE = Pattern.compile("import .*|package .*|\\*.*|/\\*.*|//.*|@Override|\\W*");

    /** The files of each repeat, joined by a space. */
    Set<String> among(Map<String, String> sources) {
        Map<String, Set<String>> where = new HashMap<>();
        sources.forEach(
                (file, source) -> pieces(source).forEach(piece -> where.computeIfAbsent(piece, first -> new TreeSet<>())
                        .add(file)));
        return where.values().stream()
                .filter(files -> files.size() > 1)
                .map(files -> String.join(" ", files))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<String> pieces(String source) {
        List<String> code = source.lines()
                .map(String::strip)
                .filter(line -> !NO_CODE.matcher(line).matches())
                .toList();
        List<String> pieces = new ArrayList<>();
        for (int from = 0; from + least <= code.size(); from++) {
            pieces.add(String.join("\n", code.subList(from, from + least)));
        }
        return pieces;
    }
}
