package fr.vaguemestre.rest;

import java.util.concurrent.ThreadLocalRandom;
import javax.servlet.http.HttpServletRequest;

/** The id of one request: ours always, never the client's, so that audit and logs cannot be made to lie. */
final class Correlation {
    /** Header of the answer that tells the id. */
    static final String HEADER = "X-Correlation-Id";

    private static final String ATTRIBUTE = "fr.vaguemestre.correlation";

    private Correlation() {}

    /** Gives a request its id: 32 hexadecimal digits. */
    static String begin(HttpServletRequest request) {
        var random = ThreadLocalRandom.current();
        String id = hex(random.nextLong()) + hex(random.nextLong());
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }

    /** The id of a request that has begun. */
    static String of(HttpServletRequest request) {
        return String.valueOf(request.getAttribute(ATTRIBUTE));
    }

    private static String hex(long number) {
        String digits = Long.toHexString(number);
        return "0".repeat(16 - digits.length()) + digits;
    }
}
