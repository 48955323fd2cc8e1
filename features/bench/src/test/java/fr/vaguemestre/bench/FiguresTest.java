package fr.vaguemestre.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void theMedianOfAnEvenNumberOfRoundsIsTheMeanOfTheMiddleTwo() {
        assertThat(of(4, 1, 3, 2).median()).isEqualTo(2.5);
    }

    @Test
    void theRatioIsTakenRoundByRound() {
        assertThat(of(6, 3).over(of(2, 3)).values()).containsExactly(3.0, 1.0);
    }

    @Test
    void thePercentileIsAValueThatWasMeasured() {
        assertThat(of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10).percentile(0.99)).isEqualTo(10);
        assertThat(of(1, 2, 3, 4).percentile(0.5)).isEqualTo(2);
    }

    @Test
    void nothingMeasuredIsNoFigure() {
        assertThatThrownBy(() -> new Figures().median()).isInstanceOf(IllegalStateException.class);
    }

    private static Figures of(double... values) {
        Figures figures = new Figures();
        for (double value : values) {
            figures.add(value);
        }
        return figures;
    }
}
