package fr.vaguemestre.mailpostfix;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.testkit.Configs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.felix.hc.api.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldCheckTest {
    private static final Instant NOW = Instant.parse("2026-11-30T10:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void itWarnsOfWhatNobodyDecidedAboutForADay() throws IOException {
        assertThat(check(folder.resolve("none")).getStatus()).isEqualTo(Result.Status.OK);
        note("4dXq0N1abc", "2026-11-29T11:00:00Z");
        assertThat(check(folder).toString()).contains("messages in quarantine: 1");
        assertThat(check(folder).getStatus()).isEqualTo(Result.Status.OK);
        note("4dXq0N2abc", "2026-11-29T09:00:00Z");
        assertThat(check(folder).toString()).contains("nobody decided about for a day: 1");
        assertThat(check(folder).getStatus()).isEqualTo(Result.Status.WARN);
    }

    private void note(String id, String at) throws IOException {
        Files.setLastModifiedTime(Files.writeString(folder.resolve(id), "x\n"), FileTime.from(Instant.parse(at)));
    }

    private static Result check(Path folder) {
        return new HeldCheck(
                        Clock.fixed(NOW, ZoneOffset.UTC),
                        Configs.of(MailPostfixConfig.class, Map.of("found", folder.toString())))
                .execute();
    }
}
