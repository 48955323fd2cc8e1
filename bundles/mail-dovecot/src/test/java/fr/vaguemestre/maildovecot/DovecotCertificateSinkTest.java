package fr.vaguemestre.maildovecot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.vaguemestre.testkit.Configs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other certificates: Dovecot is told by the one program that may, and a refusal is heard. */
class DovecotCertificateSinkTest {
    @TempDir
    private Path folder;

    @Test
    void dovecotIsReloaded() throws Exception {
        Path told = folder.resolve("told");
        var sink = sink("echo \"$1\" >>" + told);
        sink.renewed();
        assertThat(Files.readString(told)).isEqualTo("dovecot\n");
        assertThat(sink.server()).isEqualTo("dovecot");
    }

    @Test
    void itsRefusalIsHeard() throws Exception {
        var sink = sink("echo 'doveconf: Fatal: bad certificate' >&2; exit 1");
        assertThatThrownBy(sink::renewed).isInstanceOf(IOException.class).hasMessageContaining("bad certificate");
    }

    private DovecotCertificateSink sink(String line) throws IOException {
        Path program = Files.writeString(folder.resolve("reload"), "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return new DovecotCertificateSink(Configs.of(MailDovecotConfig.class, Map.of("reload", program.toString())));
    }
}
