package fr.vaguemestre.bal;

/** National number of a health professional: 11 digits, the last one a check digit. */
final class Rpps {
    private Rpps() {}

    /** Whether it has 11 digits; says nothing of the check digit. */
    static boolean wellFormed(String text) {
        return text.length() == 11 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** Whether the last digit fits (Luhn). */
    static boolean checkDigitFits(String rpps) {
        int sum = 0;
        for (int i = 0; i < rpps.length(); i++) {
            int digit = rpps.charAt(rpps.length() - 1 - i) - '0';
            int weighed = i % 2 == 0 ? digit : 2 * digit;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return sum % 10 == 0;
    }
}
