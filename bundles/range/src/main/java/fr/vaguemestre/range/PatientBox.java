package fr.vaguemestre.range;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a patient's address is to the patients' operator. Its local part is a national health number with its key; the range's
 * patients are born in a month 99, which nobody is, and department 00 is that of closed mailboxes.
 */
enum PatientBox {
    /** No health number, or one with a wrong key. */
    INVALID,
    /** A right number of nobody. */
    UNKNOWN,
    /** Was there once. */
    CLOSED,
    /** Takes mail. */
    OPEN;

    private static final Pattern NUMBER = Pattern.compile("[1-8]\\d{4}(\\d\\d|2[AB])\\d{6}\\d\\d");
    private static final int KEY_AT = 13;

    /** What that address is; its domain was looked at before. */
    static PatientBox of(String address) {
        String number = address.substring(0, Math.max(0, address.indexOf('@'))).toUpperCase(Locale.ROOT);
        if (!NUMBER.matcher(number).matches() || !number.substring(KEY_AT).equals(key(number.substring(0, KEY_AT)))) {
            return INVALID;
        }
        if (!number.startsWith("99", 3)) {
            return UNKNOWN;
        }
        return number.startsWith("00", 5) ? CLOSED : OPEN;
    }

    /** The two digits that follow the number proper; Corsica's letters count as 19 and 18. */
    static String key(String number) {
        long digits = Long.parseLong(number.replace("2A", "19").replace("2B", "18"));
        return "%02d".formatted(97 - digits % 97);
    }
}
