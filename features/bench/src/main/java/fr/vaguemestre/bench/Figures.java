package fr.vaguemestre.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** The values of one figure, one for each round. */
final class Figures {
    private final List<Double> values = new ArrayList<>();

    void add(double value) {
        values.add(value);
    }

    /** One value of one round. */
    static Figures of(double value) {
        Figures figures = new Figures();
        figures.add(value);
        return figures;
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    List<Double> values() {
        return Collections.unmodifiableList(values);
    }

    double min() {
        return sorted().getFirst();
    }

    double max() {
        return sorted().getLast();
    }

    /** The middle value, or the mean of the two middle ones. */
    double median() {
        List<Double> sorted = sorted();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** The smallest value that at least that share (0 to 1) of the values does not exceed. */
    double percentile(double share) {
        List<Double> sorted = sorted();
        int index = (int) Math.ceil(share * sorted.size()) - 1;
        return sorted.get(Math.clamp(index, 0, sorted.size() - 1));
    }

    /** This figure divided by the other, round by round. */
    Figures over(Figures other) {
        Figures ratio = new Figures();
        for (int round = 0; round < values.size(); round++) {
            ratio.add(values.get(round) / other.values.get(round));
        }
        return ratio;
    }

    /** Each value times that. */
    Figures times(double factor) {
        return map(value -> value * factor);
    }

    /** What that makes of each value. */
    Figures map(DoubleUnaryOperator change) {
        Figures changed = new Figures();
        values.forEach(value -> changed.add(change.applyAsDouble(value)));
        return changed;
    }

    private List<Double> sorted() {
        if (values.isEmpty()) {
            throw new IllegalStateException("no round was measured");
        }
        return values.stream().sorted().toList();
    }
}
