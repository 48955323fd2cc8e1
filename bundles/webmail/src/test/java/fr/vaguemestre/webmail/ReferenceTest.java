package fr.vaguemestre.webmail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReferenceTest {
    @Test
    void anAnswerRefersToWhatTheMessageReferredToAndToTheMessage() {
        var reference = new Reading.Reference(Optional.of("<3@x>"), "<1@x> <2@x>");
        assertThat(reference.ids()).containsExactly("<1@x>", "<2@x>", "<3@x>");
    }

    @Test
    void aDraftKeptAgainAndAgainRefersToNothingTwice() {
        var reference = new Reading.Reference(Optional.of("<2@x>"), "<1@x> <2@x>");
        assertThat(reference.ids()).containsExactly("<1@x>", "<2@x>");
    }

    @Test
    void whatIsNoMessageIdIsLeftOut() {
        assertThat(new Reading.Reference(Optional.empty(), "voir <1@x> <a b>").ids())
                .containsExactly("<1@x>");
    }
}
