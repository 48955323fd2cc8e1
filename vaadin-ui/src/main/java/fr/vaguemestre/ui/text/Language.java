package fr.vaguemestre.ui.text;

import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinResponse;
import com.vaadin.flow.server.VaadinSession;
import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.util.Collections;
import java.util.Locale;

/** The language of one person: chosen once and kept, else what the browser asks for. */
public final class Language {
    private static final String COOKIE = "vaguemestre-language";
    private static final Duration KEPT = Duration.ofDays(365);

    private Language() {}

    /** The language to answer that request in. */
    public static Locale of(VaadinRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(COOKIE)) {
                    return Texts.offered(Locale.forLanguageTag(cookie.getValue()));
                }
            }
        }
        if (request.getHeader("Accept-Language") == null) {
            return Locale.FRENCH; // a servlet container would say the machine's own language
        }
        return Collections.list(request.getLocales()).stream()
                .map(Locale::getLanguage)
                .flatMap(asked -> Texts.LOCALES.stream()
                        .filter(offered -> offered.getLanguage().equals(asked)))
                .findFirst()
                .orElse(Locale.FRENCH);
    }

    /** Keeps that language in the browser and speaks it in this session; pages made before keep theirs until reloaded. */
    public static void choose(Locale locale) {
        var cookie = new Cookie(COOKIE, locale.getLanguage());
        cookie.setPath(VaadinRequest.getCurrent().getContextPath());
        cookie.setMaxAge((int) KEPT.toSeconds());
        cookie.setHttpOnly(true);
        cookie.setSecure(true);
        cookie.setAttribute("SameSite", "Lax");
        VaadinResponse.getCurrent().addCookie(cookie);
        VaadinSession.getCurrent().setLocale(locale);
    }
}
