package fr.vaguemestre.e2e.demo;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** What the demonstration says, in French or English as {@code LANG} wants. */
final class Texts {
    private final ResourceBundle bundle;
    private final Locale locale;

    private Texts(Locale locale) {
        this.locale = locale;
        this.bundle = ResourceBundle.getBundle(
                "fr.vaguemestre.e2e.demo.texts",
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /** Texts for a value of {@code LANG}: French if it begins with {@code fr}, else English. */
    static Texts of(String lang) {
        return new Texts(lang.startsWith("fr") ? Locale.FRENCH : Locale.ROOT);
    }

    String get(String key, Object... arguments) {
        return new MessageFormat(bundle.getString(key), locale).format(arguments);
    }
}
