package fr.vaguemestre.bal;

import fr.vaguemestre.api.bal.Holder;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The part of an address before the at sign (domain rules §2.1: {@code prenom.nom}, ASCII, hyphens, digits for homonyms). */
final class LocalPart {
    /** RFC 5321 §4.5.3.1.1. */
    static final int LONGEST = 64;

    /** How many persons of one name a domain may have before somebody must choose an address. */
    static final int MOST_HOMONYMS = 100;

    private static final Pattern FORM = Pattern.compile("[a-z0-9]+([._-][a-z0-9]+)*");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]+");
    private static final Pattern EDGES = Pattern.compile("^-+|-+$");

    /** Letters that Unicode does not take apart. */
    private static final Map<String, String> WHOLE =
            Map.of("œ", "oe", "æ", "ae", "ß", "ss", "ø", "o", "ł", "l", "đ", "d", "ð", "d", "þ", "th", "ı", "i");

    private LocalPart() {}

    /** Whether an address may begin so. */
    static boolean wellFormed(String text) {
        return text.length() <= LONGEST && FORM.matcher(text).matches();
    }

    /** {@code prenom.nom}; empty parts where a name has no Latin letter. */
    static String of(Holder holder) {
        return plain(holder.givenName()) + "." + plain(holder.familyName());
    }

    /** What the persons of one name get, in this order: bare, then with 2, 3 … */
    static List<String> homonyms(String base) {
        return IntStream.rangeClosed(1, MOST_HOMONYMS)
                .mapToObj(number -> number == 1 ? base : base + number)
                .toList();
    }

    /** A name in lower-case ASCII letters and digits, all else as single hyphens, none at the edges. */
    static String plain(String name) {
        return EDGES.matcher(OTHERS.matcher(unaccented(name)).replaceAll("-")).replaceAll("");
    }

    /** Lower case without accents, for comparing as people do. */
    static String unaccented(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (var letter : WHOLE.entrySet()) {
            lower = lower.replace(letter.getKey(), letter.getValue());
        }
        return MARKS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFD)).replaceAll("");
    }
}
