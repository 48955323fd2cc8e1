package fr.vaguemestre.annuaire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BoundedLinesTest {
    @Test
    void linesEndAsTheyAreWrittenOnEitherKindOfMachine() throws Exception {
        assertThat(all("un\r\ndeux\n\ntr\rois\n")).containsExactly("un", "deux", "", "tr\rois");
        assertThat(all("sans fin")).containsExactly("sans fin");
        assertThat(all("")).isEmpty();
    }

    @Test
    void aLineWithoutEndIsRefusedBeforeItIsHeld() throws Exception {
        String longest = "x".repeat(BoundedLines.LONGEST);
        assertThat(all(longest + "\n")).containsExactly(longest);
        assertThatThrownBy(() -> all("un\n" + longest + "x\n"))
                .isInstanceOf(ExtractionRefused.class)
                .hasMessageContaining("line 2");
    }

    private static List<String> all(String text) throws IOException {
        var lines = new BoundedLines(new StringReader(text));
        List<String> all = new ArrayList<>();
        for (Optional<String> next = lines.next(); next.isPresent(); next = lines.next()) {
            all.add(next.orElseThrow());
        }
        return all;
    }
}
