package fr.vaguemestre.annuaire;

import fr.vaguemestre.api.annuaire.BothTexts;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/** What a person can do about each code of the directory, in both languages. */
final class Fixes {
    private static final Properties FRENCH = read("fr");
    private static final Properties ENGLISH = read("en");

    private Fixes() {}

    /** The words for a code; for one that we do not know, where to ask. */
    static Optional<BothTexts> of(String code) {
        String key = FRENCH.containsKey(code) ? code : "other";
        return Optional.of(new BothTexts(FRENCH.getProperty(key), ENGLISH.getProperty(key)));
    }

    private static Properties read(String language) {
        var texts = new Properties();
        try (InputStream file = Objects.requireNonNull(
                Fixes.class.getResourceAsStream("/OSGI-INF/l10n/fixes_" + language + ".properties"))) {
            texts.load(new InputStreamReader(file, StandardCharsets.UTF_8));
            return texts;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
