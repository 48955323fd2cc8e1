package fr.vaguemestre.ui.text;

import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinResponse;
import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.util.Optional;

/** A choice that a person made once and that the browser keeps; nothing secret. */
public final class Kept {
    private static final Duration LONG = Duration.ofDays(365);

    private Kept() {}

    /** What was kept under that name. */
    public static Optional<String> read(VaadinRequest request, String name) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(name)) {
                    return Optional.of(cookie.getValue());
                }
            }
        }
        return Optional.empty();
    }

    /** Keeps it for a year, with the answer to the request at hand. */
    public static void write(String name, String value) {
        var cookie = new Cookie(name, value);
        cookie.setPath(VaadinRequest.getCurrent().getContextPath());
        cookie.setMaxAge((int) LONG.toSeconds());
        cookie.setHttpOnly(true);
        cookie.setSecure(true);
        cookie.setAttribute("SameSite", "Lax");
        VaadinResponse.getCurrent().addCookie(cookie);
    }
}
