package fr.vaguemestre.rest;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The titles of problems in French and English. Each bundle brings those of its own area; a code without a title gets the
 * title of its HTTP status.
 */
final class ProblemTitles {
    private static final List<Locale> LANGUAGES = List.of(Locale.FRENCH, Locale.ENGLISH);

    private final Map<String, Map<String, Properties>> byArea = new ConcurrentHashMap<>();

    /** Finds the titles that a bundle brings, by language; empty if it brings none. */
    static Map<String, Properties> read(Contents bundle) {
        Map<String, Properties> found = new HashMap<>();
        for (Locale language : LANGUAGES) {
            Optional.ofNullable(bundle.find("OSGI-INF/l10n/problems_" + language.getLanguage() + ".properties"))
                    .ifPresent(file -> found.put(language.getLanguage(), load(file)));
        }
        return found;
    }

    /** Adds the titles of an area, or forgets them if there are none. */
    void put(String area, Map<String, Properties> titles) {
        if (titles.isEmpty()) {
            byArea.remove(area);
        } else {
            byArea.put(area, titles);
        }
    }

    /** The title of that code for a reader of these languages ({@code Accept-Language}); French if it does not say. */
    String title(String code, int status, @Nullable String acceptLanguage) {
        String language = language(acceptLanguage);
        String area = code.substring(0, Math.max(0, code.indexOf('.')));
        return text(area, language, code)
                .or(() -> text("rest", language, "status." + status))
                .orElseGet(() -> "HTTP " + status);
    }

    private Optional<String> text(String area, String language, String key) {
        return Optional.ofNullable(byArea.get(area))
                .flatMap(titles -> Optional.ofNullable(titles.get(language)))
                .flatMap(titles -> Optional.ofNullable(titles.getProperty(key)));
    }

    private static String language(@Nullable String acceptLanguage) {
        List<LanguageRange> ranges = new ArrayList<>();
        if (acceptLanguage != null) {
            try {
                ranges = LanguageRange.parse(acceptLanguage);
            } catch (IllegalArgumentException e) {
                // A malformed header asks for nothing in particular.
                ranges = List.of();
            }
        }
        Locale found = Locale.lookup(ranges, LANGUAGES);
        return (found == null ? Locale.FRENCH : found).getLanguage();
    }

    private static Properties load(URL file) {
        var titles = new Properties();
        try (var reader = new InputStreamReader(file.openStream(), StandardCharsets.UTF_8)) {
            titles.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
        return titles;
    }

    /** What {@code Bundle.getEntry} offers, so that tests need no bundle. */
    @FunctionalInterface
    interface Contents {
        /** The file of that path; null if there is none. */
        @Nullable
        URL find(String path);
    }
}
