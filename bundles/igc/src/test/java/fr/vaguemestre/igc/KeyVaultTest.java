package fr.vaguemestre.igc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.vaguemestre.api.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Base64;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the database holds of a key is of no use without the secret, nor for another row. */
class KeyVaultTest {
    private final KeyPair pair = TestAuthority.p256();

    @TempDir
    private Path folder;

    private Path secret;
    private KeyVault vault;

    @BeforeEach
    void start() throws IOException {
        secret = Files.writeString(folder.resolve("secret"), "0f".repeat(32) + "\n");
        vault = new KeyVault(secret);
    }

    @Test
    void aKeyComesBackAsItWasAndItsSealedFormHoldsNothingOfIt() {
        String sealed = vault.seal(pair.getPrivate(), "one");
        assertThat(vault.open(sealed, "one").getEncoded())
                .isEqualTo(pair.getPrivate().getEncoded());
        String octets = new String(Base64.getDecoder().decode(sealed), StandardCharsets.ISO_8859_1);
        String plain = new String(pair.getPrivate().getEncoded(), StandardCharsets.ISO_8859_1);
        assertThat(octets).doesNotContain(plain.substring(plain.length() - 40, plain.length() - 30));
        assertThat(vault.seal(pair.getPrivate(), "one"))
                .as("never twice the same")
                .isNotEqualTo(sealed);
    }

    @Test
    void anotherRowsKeyOrAnotherSecretOpensNothing() throws IOException {
        String sealed = vault.seal(pair.getPrivate(), "one");
        refused(() -> vault.open(sealed, "two"));
        byte[] altered = Base64.getDecoder().decode(sealed);
        altered[altered.length - 1] ^= 1;
        refused(() -> vault.open(Base64.getEncoder().encodeToString(altered), "one"));
        Files.writeString(secret, "0e".repeat(32));
        refused(() -> vault.open(sealed, "one"));
    }

    @Test
    void withoutTheSecretNothingIsKeptAndItsContentIsNotTold() throws IOException {
        Files.writeString(secret, "geheim");
        refused(() -> vault.seal(pair.getPrivate(), "one"));
        assertThatThrownBy(() -> vault.seal(pair.getPrivate(), "one"))
                .hasMessageNotContaining("geheim")
                .hasNoCause();
        Files.delete(secret);
        refused(() -> vault.seal(pair.getPrivate(), "one"));
    }

    private static void refused(ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.code()).isEqualTo("igc.secret");
            assertThat(problem.status()).isEqualTo(503);
        });
    }
}
