package fr.vaguemestre.ui.text;

import com.vaadin.flow.i18n.I18NProvider;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.stream.Stream;

/** The words of the console; French is the language of whoever asks for neither French nor English. */
public final class Texts implements I18NProvider {
    /** The languages on offer, the default first. */
    public static final List<Locale> LOCALES = List.of(Locale.FRENCH, Locale.ENGLISH);

    private static final Map<Locale, ResourceBundle> WORDS =
            Map.of(Locale.FRENCH, load(Locale.FRENCH), Locale.ENGLISH, load(Locale.ENGLISH));

    /** The language on offer that suits best what was asked for. */
    public static Locale offered(Locale asked) {
        return LOCALES.stream()
                .filter(locale -> locale.getLanguage().equals(asked.getLanguage()))
                .findFirst()
                .orElse(Locale.FRENCH);
    }

    /** The words of that key with {@code {0}}, {@code {1}} … replaced; the key itself where nobody wrote them. */
    public static String of(Locale locale, String key, Object... arguments) {
        String words = find(locale, key).orElse(key);
        for (int i = 0; i < arguments.length; i++) {
            words = words.replace("{" + i + "}", String.valueOf(arguments[i]));
        }
        return words;
    }

    /** The words of that key, where somebody wrote them. */
    public static Optional<String> find(Locale locale, String key) {
        ResourceBundle words = bundle(locale);
        return words.containsKey(key) ? Optional.of(words.getString(key)) : Optional.empty();
    }

    /** The keys of all words. */
    public static Stream<String> keys() {
        return bundle(Locale.FRENCH).keySet().stream();
    }

    /** The words of {@code key.one} or {@code key.many}, as the language counts. */
    public static String counted(Locale locale, String key, long count) {
        boolean one = count == 1 || (count == 0 && offered(locale).equals(Locale.FRENCH));
        return of(locale, key + (one ? ".one" : ".many"), count);
    }

    @Override
    public List<Locale> getProvidedLocales() {
        return LOCALES;
    }

    @Override
    public String getTranslation(String key, Locale locale, Object... params) {
        return of(locale, key, params);
    }

    static ResourceBundle bundle(Locale locale) {
        ResourceBundle words = WORDS.get(offered(locale));
        if (words == null) {
            throw new MissingResourceException("no words", Texts.class.getName(), locale.toString());
        }
        return words;
    }

    private static ResourceBundle load(Locale locale) {
        var exactly = ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
        return ResourceBundle.getBundle("fr.vaguemestre.ui.text.texts", locale, Texts.class.getClassLoader(), exactly);
    }
}
