package fr.vaguemestre.doctor;

import fr.vaguemestre.api.annuaire.BothTexts;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/** What each cause means and what is to be done about it, in both languages. */
final class Advice {
    private static final Properties FRENCH = read("fr");
    private static final Properties ENGLISH = read("en");

    private Advice() {}

    /** The words for a cause; empty where there are none. */
    static Optional<BothTexts> of(String cause) {
        return Optional.ofNullable(FRENCH.getProperty(cause))
                .map(french -> new BothTexts(french, ENGLISH.getProperty(cause, cause)));
    }

    private static Properties read(String language) {
        var texts = new Properties();
        try (InputStream file = Objects.requireNonNull(
                Advice.class.getResourceAsStream("/OSGI-INF/l10n/advice_" + language + ".properties"))) {
            texts.load(new InputStreamReader(file, StandardCharsets.UTF_8));
            return texts;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
