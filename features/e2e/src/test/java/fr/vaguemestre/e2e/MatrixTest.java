package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Matrix;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The cases of the agency's audit tool in both directions, printed as a table. */
class MatrixTest {
    @Test
    @Tag("OP-01")
    @Tag("OP-02")
    @Tag("OP-03")
    @Tag("OP-04")
    @Tag("OP-05")
    @Tag("OP-06")
    @Tag("OP-07")
    @Tag("OP-08")
    @Tag("OP-09")
    @Tag("OP-10")
    @Tag("OP-13")
    @Tag("OP-16")
    @Tag("OP-24")
    @Tag("OP-76")
    void everyCaseIsAsItMustBeInBothDirections() {
        String box = Hospital.open().box("matrice");

        List<Matrix.Row> rows = new Matrix(World.appliance(), World.admin(), box, Hospital.PASSWORD).play();

        Matrix.table(rows).forEach(System.out::println);
        assertThat(rows).hasSize(15).allMatch(Matrix.Row::passed);
    }
}
