package fr.vaguemestre.webmail.rest;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** File names in HTTP headers. */
final class Names {
    private Names() {}

    /** A file name as RFC 8187 wants it. */
    static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }
}
