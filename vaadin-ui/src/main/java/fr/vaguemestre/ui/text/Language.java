package fr.vaguemestre.ui.text;

import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinSession;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;

/** The language of one person: chosen once and kept, else what the browser asks for. */
public final class Language {
    private static final String COOKIE = "vaguemestre-language";

    private Language() {}

    /** The language to answer that request in. */
    public static Locale of(VaadinRequest request) {
        Optional<String> chosen = Kept.read(request, COOKIE);
        if (chosen.isPresent()) {
            return Texts.offered(Locale.forLanguageTag(chosen.get()));
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
        Kept.write(COOKIE, locale.getLanguage());
        VaadinSession.getCurrent().setLocale(locale);
    }
}
