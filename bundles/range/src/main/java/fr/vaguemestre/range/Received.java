package fr.vaguemestre.range;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A message as one of the range's programs reads it.
 *
 * @param headers each on one line
 * @param body all that follows the empty line
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record Received(String headers, byte[] body) {
    private static final byte[] BLANK_LINE = {'\r', '\n', '\r', '\n'};

    /** Reads a message whose lines end in CR LF. */
    static Received of(byte[] message) {
        int end = headersEnd(message);
        String headers = new String(message, 0, end, ISO_8859_1).replaceAll("\r\n[ \t]+", " ");
        byte[] body = Arrays.copyOfRange(message, Math.min(message.length, end + BLANK_LINE.length), message.length);
        return new Received(headers, body);
    }

    /** What the first header of that name says. */
    Optional<String> header(String name) {
        var found = Pattern.compile("(?im)^" + name + ":[ \t]*(.{1,400}?)\\s*$").matcher(headers);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    private static int headersEnd(byte[] message) {
        for (int at = 0; at + BLANK_LINE.length <= message.length; at++) {
            if (Arrays.equals(message, at, at + BLANK_LINE.length, BLANK_LINE, 0, BLANK_LINE.length)) {
                return at;
            }
        }
        return message.length;
    }
}
