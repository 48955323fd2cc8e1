package fr.vaguemestre.mailpostfix;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads lines of bounded length. */
final class Lines {
    private final InputStream in;
    private final int longest;

    Lines(InputStream in, int longest) {
        this.in = new BufferedInputStream(in);
        this.longest = longest;
    }

    /**
     * The next line without its end; null at the end of the stream, also in the middle of a line.
     *
     * @throws IOException if the line is longer than allowed
     */
    @Nullable
    String next() throws IOException {
        var line = new ByteArrayOutputStream(128);
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                return null;
            }
            if (line.size() == longest) {
                throw new IOException("a line of more than " + longest + " bytes");
            }
            line.write(octet);
        }
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
