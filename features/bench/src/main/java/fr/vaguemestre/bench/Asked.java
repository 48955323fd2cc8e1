package fr.vaguemestre.bench;

import java.util.Locale;
import java.util.Optional;

/**
 * What is asked of a figure.
 *
 * @param most whether the bound is the largest allowed value, not the smallest
 * @param bound in the figure's unit; empty where nothing is asked
 */
record Asked(boolean most, Optional<Double> bound) {
    private static final String MOST = "≤";
    private static final String LEAST = "≥";

    static Asked atMost(double bound) {
        return new Asked(true, Optional.of(bound));
    }

    static Asked atLeast(double bound) {
        return new Asked(false, Optional.of(bound));
    }

    static Asked nothing() {
        return new Asked(true, Optional.empty());
    }

    /** As a table tells it: {@code ≤ 5}, {@code ≥ 0.3}, or blank. */
    String words() {
        return bound.map(value -> (most ? MOST : LEAST) + " " + number(value)).orElse("");
    }

    /** {@code yes} where each round does, {@code in the median} where that does, {@code no}; blank where nothing is asked. */
    String met(Figures figures) {
        if (bound.isEmpty()) {
            return "";
        }
        if (holds(figures.min()) && holds(figures.max())) {
            return "yes";
        }
        return holds(figures.median()) ? "in the median" : "no";
    }

    /** That value as a share of what those words of a table allow, or what they ask as a share of it: above 1 it is not met. */
    static double strain(String words, double value) {
        if (words.isEmpty()) {
            return 0;
        }
        double bound = Double.parseDouble(words.substring(1).replace(",", "").strip());
        return words.startsWith(MOST) ? value / bound : bound / value;
    }

    private boolean holds(double value) {
        double limit = bound.orElseThrow();
        return most ? value <= limit : value >= limit;
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%,.0f", value) : Double.toString(value);
    }
}
