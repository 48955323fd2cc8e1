package fr.vaguemestre.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The api's packages are called by versions that tell what became of them since the last release (docs/adr/0062). A release
 * writes the file anew: {@code -Dbaseline.write=true}; nothing else does.
 */
class BaselineTest {
    private static final String ROOT = "fr.vaguemestre.api";
    private static final List<String> SMALL = List.of(
            "package a 1.2.0",
            "public abstract java.lang.String a.Reader.read()",
            "public interface a.Reader",
            "to implement: public abstract void a.Heard.hear()");

    private final Path file = Checkout.root().resolve("bundles/api/baseline.txt");
    private final Baseline now = Baseline.of(new ClassFileImporter().importPackages(ROOT), ROOT);

    @Test
    void theVersionsOfPackagesTellWhatChanged() throws IOException {
        if (Boolean.getBoolean("baseline.write")) {
            Files.write(file, now.write());
        }
        assertThat(now.packages()).hasSizeGreaterThan(15);
        assertThat(now.faults(Baseline.read(Files.readAllLines(file))))
                .as("against bundles/api/baseline.txt: raise @Version in package-info.java")
                .isEmpty();
    }

    @Test
    void whatIsWrittenIsReadAsItWas() {
        assertThat(Baseline.read(now.write())).isEqualTo(now);
    }

    /** Of the real api: each public type, record, constant and exception is among its lines. */
    @Test
    void theLinesAreWhatOthersCanName() {
        assertThat(Objects.requireNonNull(now.packages().get("fr.vaguemestre.api.paging"))
                        .lines())
                .contains(
                        "public static fr.vaguemestre.api.paging.Cursor"
                                + " fr.vaguemestre.api.paging.Cursor.after(java.lang.String...)",
                        "public fr.vaguemestre.api.paging.Cursor(java.util.List<java.lang.String>)",
                        "fr.vaguemestre.api.paging.Cursor is a java.lang.Record")
                .noneMatch(line -> line.contains("SEPARATOR") || line.contains("notOurs"));
    }

    /** Each rule bites: what is changed, what the version becomes, what is said. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            -java.lang.String a.Reader.read | 1.2.0 | a 1.2.0 needs another major version, for this is gone: public abstract java.lang.String a.Reader.read()
            -java.lang.String a.Reader.read | 1.3.0 | a 1.3.0 needs another major version, for this is gone: public abstract java.lang.String a.Reader.read()
            -java.lang.String a.Reader.read | 2.0.0 | ''
            +public class a.New             | 1.2.1 | a 1.2.1 needs another minor version, for this has come: public class a.New
            +public class a.New             | 1.3.0 | ''
            +public class a.New             | 2.0.0 | ''
            +to implement: void a.Heard.x() | 1.3.0 | a 1.3.0 needs another major version, for this has come to implement: void a.Heard.x()
            +to implement: void a.Heard.x() | 2.0.0 | ''
            +to implement: void a.Fresh.x() | 1.2.0 | a 1.2.0 needs another minor version, for this has come: to implement: void a.Fresh.x()
            +to implement: void a.Fresh.x() | 1.3.0 | ''
            =                               | 1.1.0 | a 1.1.0 is older than 1.2.0
            =                               | 0.9.0 | a 0.9.0 is older than 1.2.0
            =                               | 1.2.0 | ''
            """)
    void eachRuleBites(String change, String version, String told) {
        List<String> lines = new ArrayList<>(SMALL);
        lines.set(0, "package a " + version);
        edit(lines, change);

        assertThat(String.join("\n", Baseline.read(lines).faults(Baseline.read(SMALL))))
                .isEqualTo(told);
    }

    /** A line that is gone, one that has come, or none. */
    private static void edit(List<String> lines, String change) {
        if (change.startsWith("-")) {
            lines.removeIf(line -> line.contains(change.substring(1)));
        } else if (change.startsWith("+")) {
            lines.add(change.substring(1));
        }
    }

    /** A method of the real api, taken out of it as its next version might be. */
    @Test
    void aMethodThatIsTakenAwayIsMissed() {
        List<String> lines = new ArrayList<>(now.write());
        assertThat(lines.removeIf(line -> line.contains("Cursor.after("))).isTrue();

        assertThat(Baseline.read(lines).faults(now))
                .singleElement()
                .asString()
                .startsWith("fr.vaguemestre.api.paging ")
                .contains("another major version", "Cursor.after(");
    }
}
