package fr.vaguemestre.annuaire;

import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/** Lines of a text from outside, none longer than we are ready to hold: one line without an end must not fill our memory. */
final class BoundedLines {
    /** Characters of a line: 31 columns of two thousand each. */
    static final int LONGEST = 65_536;

    private final Reader text;
    private final StringBuilder line = new StringBuilder();
    private final char[] read = new char[1 << 14];
    private int at;
    private int end;
    private long number;

    /** @param text read to its end by this, in large pieces */
    BoundedLines(Reader text) {
        this.text = text;
    }

    /**
     * The next line without its end, which is LF or CR LF; empty after the last one.
     *
     * @throws ExtractionRefused if it has more than {@link #LONGEST} characters
     * @throws IOException if the text can't be read
     */
    Optional<String> next() throws IOException {
        line.setLength(0);
        number++;
        int character = character();
        if (character < 0) {
            return Optional.empty();
        }
        for (; character >= 0 && character != '\n'; character = character()) {
            if (line.length() == LONGEST) {
                throw new ExtractionRefused("line " + number + " has more than " + LONGEST + " characters");
            }
            line.append((char) character);
        }
        int last = line.length() - 1;
        if (last >= 0 && line.charAt(last) == '\r') {
            line.setLength(last);
        }
        return Optional.of(line.toString());
    }

    /** The next one, or -1 after the last. Not asked of the reader one by one: each of its answers takes a lock. */
    private int character() throws IOException {
        if (at == end) {
            at = 0;
            end = Math.max(0, text.read(read));
        }
        return at < end ? read[at++] : -1;
    }
}
