package fr.vaguemestre.ui.text;

import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;

/** Sizes and dates as people write them. */
public final class Figures {
    private static final ZoneId ZONE = ZoneId.of("Europe/Paris");
    private static final int STEP = 1024;

    private Figures() {}

    /** A size in powers of 1,024 with at most one decimal, for example {@code 1,5 Mo} or {@code 1.5 MB}. */
    public static String bytes(long bytes, Locale locale) {
        List<String> units = List.of(Texts.of(locale, "figures.units").split(" ", -1));
        double size = bytes;
        int unit = 0;
        while (size >= STEP && unit < units.size() - 1) {
            size /= STEP;
            unit++;
        }
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMaximumFractionDigits(size < 10 ? 1 : 0);
        return format.format(size) + "\u00a0" + units.get(unit);
    }

    /** A whole number with its thousands apart. */
    public static String number(long number, Locale locale) {
        return NumberFormat.getIntegerInstance(locale).format(number);
    }

    /** A day and time in French legal time. */
    public static String moment(Instant at, Locale locale) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                .withLocale(locale)
                .format(at.atZone(ZONE));
    }

    /** A day in French legal time. */
    public static String day(Instant at, Locale locale) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM)
                .withLocale(locale)
                .format(at.atZone(ZONE));
    }

    /** A day of the calendar. */
    public static String day(LocalDate day, Locale locale) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(locale)
                .format(day);
    }
}
