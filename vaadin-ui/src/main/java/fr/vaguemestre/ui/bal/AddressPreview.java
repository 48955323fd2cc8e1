package fr.vaguemestre.ui.bal;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The address that a holder would get, {@code prenom.nom@domaine}, as long as no homonym has it. */
final class AddressPreview {
    /** Letters that Unicode does not take apart. */
    private static final Map<String, String> WHOLE =
            Map.of("œ", "oe", "æ", "ae", "ß", "ss", "ø", "o", "ł", "l", "đ", "d", "ð", "d", "þ", "th", "ı", "i");

    private AddressPreview() {}

    /** The address, once both names and the domain say enough. */
    static Optional<String> of(String givenName, String familyName, String domain) {
        String given = plain(givenName);
        String family = plain(familyName);
        return given.isEmpty() || family.isEmpty() || domain.isBlank()
                ? Optional.empty()
                : Optional.of(given + "." + family + "@" + domain);
    }

    /** Whether the RPPS has 11 digits whose last one fits the others (Luhn). */
    static boolean rppsKeyFits(String rpps) {
        int sum = 0;
        for (int i = 0; i < rpps.length(); i++) {
            int digit = Character.digit(rpps.charAt(rpps.length() - 1 - i), 10);
            int weighted = i % 2 == 0 ? digit : 2 * digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }
        return rpps.length() == 11 && sum % 10 == 0;
    }

    /** Letters without accents and digits; anything else becomes a hyphen. */
    private static String plain(String name) {
        String letters = name.toLowerCase(Locale.ROOT);
        for (var whole : WHOLE.entrySet()) {
            letters = letters.replace(whole.getKey(), whole.getValue());
        }
        return Normalizer.normalize(letters, Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
    }
}
