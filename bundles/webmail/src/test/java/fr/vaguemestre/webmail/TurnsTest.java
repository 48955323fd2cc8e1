package fr.vaguemestre.webmail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.vaguemestre.api.problem.Unavailable;
import fr.vaguemestre.api.webmail.MailContent;
import fr.vaguemestre.api.webmail.NewMessage;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private static final long LARGE = 5_000_000;

    private final Turns turns = new Turns(Duration.ofMillis(50));
    private final AtomicBoolean closed = new AtomicBoolean();

    @Test
    void aSecondLargeMessageWaitsItsTurnAndIsToldWhenThatIsLong() {
        turns.write(message(LARGE), () -> {
            assertThatThrownBy(() -> turns.write(message(LARGE), () -> "written"))
                    .isInstanceOfSatisfying(
                            Unavailable.class, told -> assertThat(told.code()).isEqualTo("webmail.large-waiting"));
            assertThat(closed).as("nobody reads it any more").isTrue();
            return "written";
        });
        assertThat(turns.write(message(LARGE), () -> "written")).isEqualTo("written");
    }

    @Test
    void aSmallOneWaitsForNobody() {
        String written = turns.write(message(LARGE), () -> turns.write(message(1_000), () -> "written"));
        assertThat(written).isEqualTo("written");
        assertThat(closed).isFalse();
    }

    @Test
    void aTurnThatFailedIsOver() {
        assertThatThrownBy(() -> turns.write(message(LARGE), () -> {
                    throw new IllegalStateException("lost");
                }))
                .hasMessage("lost");
        assertThat(turns.write(message(LARGE), () -> "written")).isEqualTo("written");
    }

    @Test
    void aSecondLargeTextWaitsToo() {
        turns.read(200_000, () -> {
            assertThatThrownBy(() -> turns.read(200_000, () -> "read"))
                    .isInstanceOfSatisfying(
                            Unavailable.class, told -> assertThat(told.code()).isEqualTo("webmail.large-waiting"));
            return turns.read(1_000, () -> "read");
        });
        assertThat(turns.read(200_000, () -> "read")).isEqualTo("read");
    }

    private NewMessage message(long size) {
        InputStream stream = new ByteArrayInputStream(new byte[0]) {
            @Override
            public void close() {
                closed.set(true);
            }
        };
        return new NewMessage(
                List.of(),
                List.of(),
                List.of(),
                "",
                "",
                Optional.empty(),
                List.of(new MailContent("a.pdf", "application/pdf", size, stream)),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty());
    }
}
