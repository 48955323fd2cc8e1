package fr.vaguemestre.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class Argon2idTest {
    private final Argon2id argon2id = new Argon2id();

    @Test
    void aPasswordHasItsOwnHashOnly() {
        String hash = argon2id.hash("Sésame, ouvre-toi");
        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(argon2id.verify("Sésame, ouvre-toi", hash)).isTrue();
        assertThat(argon2id.verify("sésame, ouvre-toi", hash)).isFalse();
        assertThat(argon2id.hash("Sésame, ouvre-toi")).isNotEqualTo(hash);
    }

    /** Made by the reference program: {@code echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1}. */
    @Test
    void theReferenceProgramAgrees() {
        assertThat(argon2id.verify(
                        "password",
                        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"))
                .isTrue();
    }

    @Test
    void anotherFormIsNoHash() {
        assertThatThrownBy(() -> argon2id.verify("x", "{PLAIN}x")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void dovecotVerifiesOurHashes() throws Exception {
        String password = "correct horse battery é";
        assertThat(doveadm("{ARGON2ID}" + argon2id.hash(password), password)).contains("verified");
        assertThat(doveadm("{ARGON2ID}" + argon2id.hash("another"), password)).doesNotContain("(verified)");
    }

    private static String doveadm(String hash, String password) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("doveadm", "-O", "pw", "-t", hash, "-p", password)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return said;
    }
}
