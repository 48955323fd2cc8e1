package fr.vaguemestre.tenancy;

import java.util.regex.Pattern;

/** Number of a legal body in the FINESS register: 9 characters, departments 2A and 2B with a letter. */
final class Finess {
    private static final Pattern FORM = Pattern.compile("[0-9][0-9AB][0-9]{7}");

    private Finess() {}

    /** Whether it has the form of a number; says nothing of its check digit. */
    static boolean wellFormed(String text) {
        return FORM.matcher(text).matches();
    }

    /** Whether the last digit fits (Luhn). Not defined for the two departments with a letter, which always fit. */
    static boolean checkDigitFits(String finess) {
        int sum = 0;
        for (int i = 0; i < finess.length(); i++) {
            int digit = Character.digit(finess.charAt(finess.length() - 1 - i), 10);
            if (digit < 0) {
                return true;
            }
            int weighed = i % 2 == 0 ? digit : 2 * digit;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return sum % 10 == 0;
    }
}
