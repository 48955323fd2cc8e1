package fr.vaguemestre.testkit.reference;

import java.util.List;
import java.util.stream.Collectors;

/** Words between Javadoc and Markdown. */
final class Text {
    private Text() {}

    /** What a comment says before its tags, in one line of Markdown. */
    static String plain(String comment) {
        return comment.split("(?m)^\\s*@", 2)[0]
                .replaceAll("\\{@(?:code|literal)\\s+([^}]*)}", "`$1`")
                .replaceAll("\\{@link\\s+#?([^}\\s]*)(?:\\s+([^}]*))?}", "`$1`")
                .replaceAll("</?(?:p|ul|li|em|b)>", " ")
                .replaceAll("\\s+", " ")
                .strip();
    }

    /** Its first sentence. */
    static String sentence(String comment) {
        String all = plain(comment);
        int end = all.indexOf(". ");
        return end < 0 ? all : all.substring(0, end + 1);
    }

    /** What a {@code @param} tag says of that name. */
    static String param(String comment, String name) {
        for (String tag : comment.split("(?m)^\\s*@", -1)) {
            if (tag.startsWith("param " + name + " ")) {
                return plain(tag.substring(("param " + name).length()));
            }
        }
        return "";
    }

    /** {@code Page<Bal>} is {@code Page}; {@code api.bal.Bal} is {@code Bal}. */
    static String simple(String type) {
        String bare = type.replaceAll("<.*", "").replaceAll("@\\w+\\s*", "");
        return bare.substring(bare.lastIndexOf('.') + 1);
    }

    /** One row of a table. */
    static String row(List<String> cells) {
        return cells.stream()
                .map(cell -> cell.replace("|", "\\|").replace("\n", " ").strip())
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /** The head of a table. */
    static String head(String... titles) {
        return row(List.of(titles)) + "|" + "---|".repeat(titles.length) + "\n";
    }

    static String code(String word) {
        return word.isEmpty() ? "" : "`" + word + "`";
    }
}
