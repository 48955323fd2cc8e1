package fr.vaguemestre.mailpostfix;

import fr.vaguemestre.api.messages.Evidence;
import fr.vaguemestre.api.messages.SpamMark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the filter noted of a message before it had it held.
 *
 * @param evidence why
 * @param recipients envelope recipients
 */
record Found(Evidence evidence, List<String> recipients) {
    /** A mark and its points, as {@code etc/rspamd/spam.lua} writes them; the first is the sum. */
    private static final Pattern MARK = Pattern.compile("([A-Z0-9_]+)=(\\d{1,6}\\.\\d)");

    private static final String SUM = "SPAM=";

    /** The note of that message, where there is one: what, sha256, sender, recipients, one a line. */
    static Optional<Found> in(Path folder, String queueId) {
        try {
            List<String> lines = Files.readAllLines(folder.resolve(queueId), StandardCharsets.ISO_8859_1);
            return lines.size() < 3
                    ? Optional.empty()
                    : Optional.of(new Found(
                            evidence(lines.get(0), lines.get(1)), List.copyOf(lines.subList(3, lines.size()))));
        } catch (IOException decidedAlready) {
            return Optional.empty();
        }
    }

    /** What the first two lines of a note tell; both are empty where there is none. */
    static Evidence evidence(String what, String sha256) {
        if (what.isEmpty()) {
            return Evidence.none();
        }
        if (!what.startsWith(SUM)) {
            return Evidence.malware(what, sha256);
        }
        double score = 0;
        var marks = new ArrayList<SpamMark>();
        Matcher mark = MARK.matcher(what);
        while (mark.find()) {
            double points = Double.parseDouble(mark.group(2));
            if (mark.start() == 0) {
                score = points;
            } else {
                marks.add(new SpamMark(mark.group(1), points));
            }
        }
        return Evidence.spam(score, marks, sha256);
    }
}
