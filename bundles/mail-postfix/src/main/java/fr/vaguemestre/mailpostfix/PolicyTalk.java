package fr.vaguemestre.mailpostfix;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Postfix's policy delegation protocol: attributes, an empty line, and what Postfix shall do. */
final class PolicyTalk implements Door.Guest {
    /** No objection; Postfix goes on with its own rules. */
    static final String PASS = "DUNNO";

    private static final int LONGEST_LINE = 8_192;
    private static final int MOST_ATTRIBUTES = 100;

    private final Function<Map<String, String>, String> decide;

    PolicyTalk(Function<Map<String, String>, String> decide) {
        this.decide = decide;
    }

    @Override
    public void serve(InputStream in, OutputStream out) throws IOException {
        var lines = new Lines(in, LONGEST_LINE);
        var request = new HashMap<String, String>();
        @Nullable String line;
        while ((line = lines.next()) != null) {
            if (line.isEmpty()) {
                out.write(("action=" + decide.apply(request) + "\n\n").getBytes(StandardCharsets.US_ASCII));
                out.flush();
                request.clear();
            } else if (request.size() < MOST_ATTRIBUTES) {
                int equals = line.indexOf('=');
                if (equals > 0) {
                    request.put(line.substring(0, equals), line.substring(equals + 1));
                }
            } else {
                throw new IOException("more than " + MOST_ATTRIBUTES + " attributes");
            }
        }
    }
}
