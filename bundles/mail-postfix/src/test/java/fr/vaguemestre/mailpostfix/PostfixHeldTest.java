package fr.vaguemestre.mailpostfix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.vaguemestre.api.messages.Evidence;
import fr.vaguemestre.api.messages.HeldMessage;
import fr.vaguemestre.api.messages.SpamMark;
import fr.vaguemestre.api.problem.Unavailable;
import fr.vaguemestre.testkit.Configs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostfixHeldTest {
    private static final String LINES =
            """
            4dXq0N2abc\\thold\\t1764000000\\t900\\ta@pair.test\\tkit@ch.test\\t\\tEicar-Test-Signature\\tabc123
            4dXq0N2abc\\thold\\t1764000000\\t900\\ta@pair.test\\tada@chu.test\\t\\tEicar-Test-Signature\\tabc123
            4dXq0N1abc\\thold\\t1763000000\\t800\\t\\tz@ch.test\\t\\t\\t
            4dXq0N3abc\\thold\\t1765000000\\t700\\ta@pair.test\\tkit@ch.test\\t\\tSPAM=12.5 PHISHED_URL=6.0 X4=6.5\\tdef456
            nonsense
            """;

    @TempDir
    private Path folder;

    @Test
    void whatIsHeldIsReadWithWhatWasFound() throws IOException {
        assertThat(held("printf '" + LINES.replace("\n", "\\n") + "'", "").all())
                .containsExactly(
                        new HeldMessage(
                                "4dXq0N1abc",
                                Instant.ofEpochSecond(1763000000),
                                800,
                                "",
                                List.of("z@ch.test"),
                                Evidence.none()),
                        message(),
                        new HeldMessage(
                                "4dXq0N3abc",
                                Instant.ofEpochSecond(1765000000),
                                700,
                                "a@pair.test",
                                List.of("kit@ch.test"),
                                Evidence.spam(
                                        12.5,
                                        List.of(new SpamMark("PHISHED_URL", 6), new SpamMark("X4", 6.5)),
                                        "def456")));
    }

    @Test
    void releaseGoesOutAtOnceAndDeleteIsOneAct() throws IOException {
        String note = "echo $(basename $0) $@ >>" + folder.resolve("said");
        PostfixHeld held = held(note + "; exit 1", note);

        held.release(message());
        held.delete(message());

        assertThat(folder.resolve("said"))
                .hasContent("quarantine release 4dXq0N2abc\nqueue retry 4dXq0N2abc\nquarantine delete 4dXq0N2abc\n");
    }

    @Test
    void whatCannotBeAskedIsAway() throws IOException {
        PostfixHeld held = held("echo none; exit 1", "echo refused; exit 1");

        assertThatThrownBy(held::all).isInstanceOf(Unavailable.class).hasMessageContaining("none");
        assertThatThrownBy(() -> held.release(message()))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("refused");
    }

    private static HeldMessage message() {
        return new HeldMessage(
                "4dXq0N2abc",
                Instant.ofEpochSecond(1764000000),
                900,
                "a@pair.test",
                List.of("kit@ch.test", "ada@chu.test"),
                Evidence.malware("Eicar-Test-Signature", "abc123"));
    }

    private PostfixHeld held(String queue, String quarantine) throws IOException {
        return new PostfixHeld(Configs.of(
                MailPostfixConfig.class,
                Map.of(
                        "queue",
                        Script.in(folder, "queue", queue),
                        "quarantine",
                        Script.in(folder, "quarantine", quarantine))));
    }
}
