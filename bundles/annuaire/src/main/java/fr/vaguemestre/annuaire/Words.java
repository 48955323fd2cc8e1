package fr.vaguemestre.annuaire;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Words as they are looked for: lower case, without accents, letters and digits only. */
final class Words {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern BETWEEN = Pattern.compile("[^a-z0-9]+");
    /** Of Corsica's two departments, 2A and 2B, numbers have a letter in the second place. */
    private static final Pattern NUMBER = Pattern.compile("[0-9][0-9ab]?[0-9]*");

    private static final int LONGEST = 60;
    /** From this many letters on, a word may be meant that is two slips away; in shorter ones one, which {@link #variants} tells all of. */
    static final int TWO_SLIPS = 6;

    private Words() {}

    /** The words of a text, in order, each once. */
    static Set<String> of(String text) {
        Set<String> words = new LinkedHashSet<>();
        for (String word : BETWEEN.split(plain(text), -1)) {
            if (!word.isEmpty()) {
                words.add(word.length() > LONGEST ? word.substring(0, LONGEST) : word);
            }
        }
        return words;
    }

    /** Lower case, accents and ligatures undone. */
    static String plain(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (isAscii(lower)) {
            return lower;
        }
        return MARKS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFKD))
                .replaceAll("")
                .replace("œ", "oe")
                .replace("æ", "ae")
                .replace("ß", "ss")
                .replace("ø", "o")
                .replace("ł", "l");
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** Whether it is a number, such as a FINESS, an RPPS or a postal code: another digit is another person, and no slip. */
    static boolean isNumber(String word) {
        return NUMBER.matcher(word).matches();
    }

    /** Every word that differs from this one by one slip: trigrams do not see two letters in the wrong order in a short word. */
    static Set<String> variants(String word) {
        Set<String> variants = new LinkedHashSet<>();
        for (int i = 0; i <= word.length(); i++) {
            String before = word.substring(0, i);
            String after = word.substring(i);
            for (char letter = 'a'; letter <= 'z'; letter++) {
                variants.add(before + letter + after);
                if (!after.isEmpty()) {
                    variants.add(before + letter + after.substring(1));
                }
            }
            if (!after.isEmpty()) {
                variants.add(before + after.substring(1));
            }
            if (after.length() > 1) {
                variants.add(before + after.charAt(1) + after.charAt(0) + after.substring(2));
            }
        }
        variants.remove(word);
        return variants;
    }

    /** Those of these words that a person may have meant, the nearest first: one slip in short words, two in long ones. */
    static List<String> near(String typed, Collection<String> words) {
        int slips = typed.length() < TWO_SLIPS ? 1 : 2;
        List<String> near = new ArrayList<>();
        for (int distance = 1; distance <= slips; distance++) {
            for (String word : words) {
                if (distance(typed, word, slips) == distance) {
                    near.add(word);
                }
            }
        }
        return near;
    }

    /**
     * How many slips lie between two words: a letter too many, too few, another one, or two in the wrong order.
     *
     * @param most more than that need not be told apart
     */
    static int distance(String a, String b, int most) {
        if (Math.abs(a.length() - b.length()) > most) {
            return most + 1;
        }
        int[] before = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + same);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
            int[] spare = before;
            before = last;
            last = row;
            row = spare;
        }
        return last[b.length()];
    }
}
