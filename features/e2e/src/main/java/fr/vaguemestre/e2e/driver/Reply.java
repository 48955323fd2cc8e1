package fr.vaguemestre.e2e.driver;

import java.util.List;

/**
 * What an SMTP server said.
 *
 * @param code three digits; 0 where it only closed the connection
 * @param lines without the code
 */
public record Reply(int code, List<String> lines) {
    static Reply closed(String how) {
        return new Reply(0, List.of(how));
    }

    /** Whether it is a yes, or the invitation to send the message. */
    public boolean positive() {
        return code >= 200 && code < 400;
    }

    /** One line: code and text. */
    public String text() {
        return code + " " + String.join(" / ", lines);
    }

    /**
     * This reply, if it has that code.
     *
     * @throws AssertionError with the reply otherwise
     */
    public Reply expect(int wanted) {
        if (code != wanted) {
            throw new AssertionError("SMTP said '" + text() + "' instead of " + wanted);
        }
        return this;
    }
}
