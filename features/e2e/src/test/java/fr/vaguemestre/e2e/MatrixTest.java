package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Matrix;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The cases of the agency's audit tool in both directions, printed as a table. */
class MatrixTest {
    @Test
    void everyCaseIsAsItMustBeInBothDirections() {
        String box = Hospital.open().box("matrice");

        List<Matrix.Row> rows = new Matrix(World.appliance(), World.admin(), box, Hospital.PASSWORD).play();

        Matrix.table(rows).forEach(System.out::println);
        assertThat(rows).hasSize(11).allMatch(Matrix.Row::passed);
    }
}
