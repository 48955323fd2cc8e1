package fr.vaguemestre.api.messages;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Why a message is held.
 *
 * @param reason {@code malware}, {@code spam}, or empty where somebody else than the filter held it
 * @param malware what the scanner calls it; empty where it is not that
 * @param sha256 of the attachment with the malware, or of the whole message, in hex; empty where the filter noted nothing
 * @param score points of all marks of spam together; 0 where it is not that
 * @param marks what the points are for, most first
 */
public record Evidence(String reason, String malware, String sha256, double score, List<SpamMark> marks) {
    /** The word for malware, in traces too. */
    public static final String MALWARE = "malware";

    /** The word for spam, in traces too. */
    public static final String SPAM = "spam";

    /** Keeps an unmodifiable copy. */
    public Evidence {
        marks = List.copyOf(marks);
    }

    /** Somebody else than the filter held it. */
    public static Evidence none() {
        return new Evidence("", "", "", 0, List.of());
    }

    /** Of malware. */
    public static Evidence malware(String name, String sha256) {
        return new Evidence(MALWARE, name, sha256, 0, List.of());
    }

    /** Of spam. */
    public static Evidence spam(double score, List<SpamMark> marks, String sha256) {
        return new Evidence(SPAM, "", sha256, score, marks);
    }

    /** In one line, for traces and the audit trail. */
    public String told() {
        return switch (reason) {
            case MALWARE -> malware + ", sha256 " + sha256;
            case SPAM ->
                "score " + points(score) + ": "
                        + marks.stream()
                                .map(mark -> mark.name() + " " + points(mark.points()))
                                .collect(Collectors.joining(", "))
                        + ", sha256 " + sha256;
            default -> "held by hand";
        };
    }

    private static String points(double some) {
        return String.format(Locale.ROOT, "%.1f", some);
    }
}
