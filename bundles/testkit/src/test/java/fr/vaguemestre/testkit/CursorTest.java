package fr.vaguemestre.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.vaguemestre.api.paging.Cursor;
import fr.vaguemestre.api.problem.Invalid;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Places in a list, as they go to a client and come back from anybody. */
class CursorTest {
    @Test
    void aPlaceComesBackInTheTypesOfItsList() {
        Instant at = Instant.parse("2026-11-29T12:00:00.123456Z");
        UUID id = UUID.fromString("c7595d8a-ad73-4e27-b1ea-471ec355456a");

        Cursor back = Cursor.decoded(
                Cursor.after(at.toString(), id.toString(), "42", "é").encoded(), 4);

        long number = back.read(2, Long::valueOf);
        assertThat(back.read(0, Instant::parse)).isEqualTo(at);
        assertThat(back.read(1, UUID::fromString)).isEqualTo(id);
        assertThat(number).isEqualTo(42);
        assertThat(back.keys().get(3)).isEqualTo("é");
    }

    @Test
    void whatIsOfAnotherTypeWasNotGivenByThisList() {
        for (Function<String, ?> how :
                List.<Function<String, ?>>of(Instant::parse, UUID::fromString, Long::valueOf, Integer::valueOf)) {
            assertThatThrownBy(() -> Cursor.after("rien").read(0, how))
                    .isInstanceOfSatisfying(
                            Invalid.class, refused -> assertThat(refused.code()).isEqualTo("paging.cursor"));
        }
    }
}
