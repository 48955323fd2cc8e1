package fr.vaguemestre.mailpostfix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadTest {
    @TempDir
    private Path folder;

    @Test
    void theProgramGetsTheNameOfTheServer() throws Exception {
        Path told = folder.resolve("told");
        reload("echo \"$#:$1\" > " + told).of("postfix");

        assertThat(told).hasContent("1:postfix");
    }

    @Test
    @Tag("fault-49")
    void aFailureComesWithItsWords() {
        assertThatThrownBy(() -> reload("echo 'bad configuration' >&2; exit 3").of("postfix"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("3: bad configuration");
    }

    @Test
    void aProgramThatHangsIsEnded() {
        assertThatThrownBy(() -> reload("exec sleep 60").of("postfix")).hasMessageContaining("took more than");
    }

    private Reload reload(String script) throws IOException {
        Path program = folder.resolve("reload");
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return new Reload(program.toString(), Duration.ofSeconds(2));
    }
}
