package fr.vaguemestre.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.vaguemestre.api.igc.CertificateSource.Made;
import fr.vaguemestre.api.igc.OwnCertificate.Algorithm;
import fr.vaguemestre.api.problem.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.felix.hc.api.Result;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys in a real token: made there, used there, never out of it; and precise words when it is not as it must be. */
class TokenSourceTest {
    private static final byte[] WORDS = "à signer".getBytes(StandardCharsets.UTF_8);

    private final String id = UUID.randomUUID().toString();

    @TempDir
    private Path folder;

    private TokenSource source;

    @BeforeEach
    void start() {
        source = SoftToken.own().source(folder);
    }

    @AfterEach
    void stop() {
        source.close();
    }

    @ParameterizedTest
    @EnumSource
    void aKeySignsAndNeverLeaves(Algorithm algorithm) throws Exception {
        Made made = source.make(id, algorithm);
        PrivateKey key = source.key(id, made.reference());
        assertThat(key.getEncoded()).isNull();
        assertThat(key.getFormat()).isNull();
        assertThat(key.toString())
                .as("what the token says of it")
                .contains("token object", " sensitive", "unextractable");
        assertThat(verifies(made.publicKey(), signed(key))).isTrue();
        assertThat(made.reference()).isEqualTo("vaguemestre-" + id);
        assertThat(source.certificates(id, made.reference())).isEmpty();
        PublicKey another = source.make(UUID.randomUUID().toString(), algorithm).publicKey();
        assertThat(verifies(another, signed(key))).as("the check can fail").isFalse();
    }

    @Test
    void itIsThereAgainForTheNextStartAndGoneWhenRemoved() throws Exception {
        Made made = source.make(id, Algorithm.EC_P256);
        source.close();
        assertThat(Security.getProvider("SunPKCS11-vaguemestre")).isNull();
        source = SoftToken.own().source(folder);
        assertThat(verifies(made.publicKey(), signed(source.key(id, made.reference()))))
                .isTrue();
        long count = source.count();
        source.remove(id, made.reference());
        source.remove(id, made.reference());
        assertThat(source.count()).isEqualTo(count - 1);
        refused("pkcs11.key-unknown", () -> source.key(id, made.reference()));
    }

    @Test
    void aKeyOfAnotherLabelOrOfAnotherTokenIsNotFound() {
        Made made = source.make(id, Algorithm.EC_P256);
        refused("pkcs11.key-unknown", () -> source.key(id, made.reference() + "0"));
        refused("pkcs11.key-unknown", () -> source.certificates(id, made.reference() + "0"));
        source.close();
        TokenSource spare = SoftToken.spare().source(folder);
        refused("pkcs11.key-unknown", () -> spare.key(id, made.reference()));
        assertThat(spare.count()).isZero();
        spare.close();
    }

    @Test
    void aWrongPinIsToldAndNotTriedTwice() throws IOException {
        source.close();
        Path pin = SoftToken.pinFile(folder, "161803");
        FileTime first = FileTime.from(Instant.parse("2026-11-22T10:00:00Z"));
        Files.setLastModifiedTime(pin, first);
        var wrong = new TokenSource(SoftToken.own().config(pin));
        refused("pkcs11.pin", () -> wrong.make(id, Algorithm.EC_P256));
        Files.writeString(pin, SoftToken.pin());
        Files.setLastModifiedTime(pin, first);
        assertThatThrownBy(wrong::count)
                .as("the right one, but nobody wrote it as far as can be seen: the token is not asked")
                .hasMessageContaining("refused before");
        Files.setLastModifiedTime(pin, FileTime.from(Instant.parse("2026-11-22T10:00:01Z")));
        assertThat(wrong.count()).isNotNegative();
        assertThat(new TokenCheck(wrong).execute().getStatus()).isEqualTo(Result.Status.OK);
        wrong.close();
    }

    @Test
    void thePinIsInNoWords() {
        source.close();
        var wrong = new TokenSource(SoftToken.own().config(SoftToken.pinFile(folder, "161803")));
        assertThatThrownBy(wrong::count).satisfies(refused -> {
            var words = new StringWriter();
            refused.printStackTrace(new PrintWriter(words));
            assertThat(words.toString()).contains("pin").doesNotContain("161803");
        });
        assertThat(new TokenCheck(wrong).execute().toString())
                .contains("WARN", "pkcs11.pin")
                .doesNotContain("161803");
    }

    @Test
    void whatIsNotThereIsNamed() {
        source.close();
        Path pin = SoftToken.pinFile(folder, SoftToken.pin());
        with(Map.of("library", ""), "pkcs11.none", "no token is set");
        with(Map.of("library", "/nowhere/lib.so", "pinFile", pin.toString()), "pkcs11.token", "/nowhere/lib.so");
        with(Map.of("slot", "7", "pinFile", pin.toString()), "pkcs11.token", "slot 7", "CKR_SLOT_ID_INVALID");
        with(Map.of("pinFile", folder.resolve("none").toString()), "pkcs11.pin", "cannot be read");
        var none = new TokenSource(SoftToken.own().config(Map.of("library", "")));
        assertThat(new TokenCheck(none).execute().getStatus()).isEqualTo(Result.Status.OK);
    }

    private static void with(Map<String, ?> settings, String code, String... words) {
        var source = new TokenSource(SoftToken.own().config(settings));
        assertThatThrownBy(() -> source.make("id", Algorithm.EC_P256))
                .hasMessageContainingAll(words)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
        source.close();
    }

    private static byte[] signed(PrivateKey key) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(words(key.getAlgorithm()));
        signature.initSign(key);
        signature.update(WORDS);
        return signature.sign();
    }

    private static boolean verifies(PublicKey key, byte[] signed) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(words(key.getAlgorithm()));
        signature.initVerify(key);
        signature.update(WORDS);
        return signature.verify(signed);
    }

    private static String words(String algorithm) {
        return algorithm.equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    }

    private static void refused(String code, ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code())
                .isEqualTo(code));
    }
}
