package fr.vaguemestre.mailpostfix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the filter noted of a message before it had it held.
 *
 * @param malware as the scanner calls it
 * @param sha256 of the attachment that it was found in, or of the whole message
 * @param recipients envelope recipients
 */
record Found(String malware, String sha256, List<String> recipients) {
    /** The note of that message, where there is one: name, sha256, sender, recipients, one a line. */
    static Optional<Found> in(Path folder, String queueId) {
        try {
            List<String> lines = Files.readAllLines(folder.resolve(queueId), StandardCharsets.ISO_8859_1);
            return lines.size() < 3
                    ? Optional.empty()
                    : Optional.of(new Found(lines.get(0), lines.get(1), List.copyOf(lines.subList(3, lines.size()))));
        } catch (IOException decidedAlready) {
            return Optional.empty();
        }
    }
}
