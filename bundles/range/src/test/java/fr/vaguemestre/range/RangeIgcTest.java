package fr.vaguemestre.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Signature;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.PKIXReason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RangeIgcTest {
    private static final Map<RangeLeaf, Object> BAD = Map.of(
            RangeLeaf.EXPIRE, BasicReason.EXPIRED,
            RangeLeaf.REVOQUE, BasicReason.REVOKED,
            RangeLeaf.NONIGC, PKIXReason.NO_TRUST_ANCHOR,
            RangeLeaf.AUTREPROFIL, PKIXReason.NO_TRUST_ANCHOR,
            RangeLeaf.LISTE_BLANCHE_REVOQUEE, BasicReason.REVOKED,
            RangeLeaf.LISTE_BLANCHE_NONIGC, PKIXReason.NO_TRUST_ANCHOR);

    @ParameterizedTest
    @EnumSource(RangeLeaf.class)
    void everyLeafVerifiesOrFailsAsMeant(RangeLeaf leaf) throws Exception {
        assertThat(Practice.refusal(leaf)).isEqualTo(Optional.ofNullable(BAD.get(leaf)));
    }

    @ParameterizedTest
    @EnumSource(RangeLeaf.class)
    void theSubjectIsWhatTheListWouldSay(RangeLeaf leaf) throws Exception {
        var subject = Practice.igc().identity(leaf).certificate().getSubjectX500Principal();
        assertThat(subject).isEqualTo(new X500Principal(leaf.subject(Practice.SUFFIX)));
        assertThat(subject.getName()).startsWith("CN=").endsWith(",C=FR");
    }

    @ParameterizedTest
    @EnumSource(RangeLeaf.class)
    void theKeyBelongsToTheCertificate(RangeLeaf leaf) throws Exception {
        var identity = Practice.igc().identity(leaf);
        String algorithm = identity.key().getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
        var signature = Signature.getInstance(algorithm);
        signature.initSign(identity.key());
        byte[] signed = signature.sign();
        signature.initVerify(identity.certificate());
        assertThat(signature.verify(signed)).isTrue();
    }

    @Test
    void aServersCertificateMayAlsoBeAClients() throws Exception {
        var valide = Practice.igc().identity(RangeLeaf.VALIDE).certificate();
        assertThat(valide.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
        assertThat(Practice.igc().identity(RangeLeaf.APPLICATIF).certificate().getExtendedKeyUsage())
                .containsExactly("1.3.6.1.5.5.7.3.2");
        assertThat(Practice.igc()
                        .identity(RangeLeaf.LISTE_BLANCHE)
                        .certificate()
                        .getExtendedKeyUsage())
                .isNull();
    }

    @Test
    void theOperatorAnswersToItsLocalNames() throws Exception {
        var names = Practice.igc().identity(RangeLeaf.OPERATEUR).certificate().getSubjectAlternativeNames();
        assertThat(names.stream().map(name -> name.get(1).toString()))
                .contains("localhost", "127.0.0.1", "*.operateur.mssante.test", "mx.operateur.mssante.test");
    }

    @Test
    void aLeafIsFollowedByItsAuthority() throws Exception {
        var igc = Practice.igc();
        assertThat(Pem.certificates(igc.folder().resolve("valide.crt")))
                .containsExactly(igc.identity(RangeLeaf.VALIDE).certificate(), igc.orgCa());
    }

    @Test
    void takenOffTheCrlALeafIsGoodAgain() throws Exception {
        var igc = Practice.igc();
        Instant now = Clock.systemUTC().instant();
        var crls = igc.crls(Set.of(RangeLeaf.PAIR), now, Duration.ofDays(1));
        var chain = igc.identity(RangeLeaf.REVOQUE).chain();
        assertThat(Practice.refusal(chain, crls, Date.from(now))).isEmpty();
        assertThat(Practice.refusal(igc.identity(RangeLeaf.PAIR).chain(), crls, Date.from(now)))
                .contains(BasicReason.REVOKED);
    }

    @Test
    void anEndedCrlMakesEveryLeafUnknown() throws Exception {
        var igc = Practice.igc();
        Instant now = Clock.systemUTC().instant();
        var ended = igc.crls(RangeIgc.REVOKED, now.minus(Duration.ofDays(9)), Duration.ofDays(7));
        assertThat(Practice.refusal(igc.identity(RangeLeaf.VALIDE).chain(), ended, Date.from(now)))
                .contains(BasicReason.UNDETERMINED_REVOCATION_STATUS);
    }

    @Test
    void keysOfAuthoritiesAreForTheirOwnerAlone() throws Exception {
        Path folder = Practice.igc().folder();
        for (String secret : List.of("private", "services")) {
            assertThat(mode(folder.resolve(secret))).isEqualTo("rwx------");
        }
        assertThat(mode(folder.resolve("private/root.key"))).isEqualTo("rw-------");
        assertThat(mode(folder.resolve("valide.key"))).isEqualTo("rw-r-----");
    }

    @Test
    void aFinishedFolderIsKeptAndAHalfMadeOneIsMadeAgain(@TempDir Path home) throws Exception {
        Path folder = home.resolve("igc");
        Files.createDirectories(folder.resolve("private"));
        Files.writeString(folder.resolve("root.crt"), "half");
        assertThatThrownBy(() -> RangeIgc.open(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("init");

        var made = RangeIgc.make(folder, Practice.PUBLICATION, Practice.SUFFIX, Clock.systemUTC());
        var again = RangeIgc.make(folder, "http://127.0.0.1:1", "other.test", Clock.systemUTC());
        assertThat(again.root()).isEqualTo(made.root());
        assertThat(again.publication()).isEqualTo(Practice.PUBLICATION);
        try (var inside = Files.list(home)) {
            assertThat(inside).containsExactly(folder);
        }
    }

    @Test
    void aFolderOfAnEarlierVersionGetsTheLeavesThatItLacks(@TempDir Path home) throws Exception {
        Path folder = Practice.copy(home.resolve("igc")).folder();
        byte[] kept = Files.readAllBytes(folder.resolve("valide.crt"));
        Files.delete(folder.resolve("guillemets.crt"));
        Files.delete(folder.resolve("guillemets.key"));

        var igc = RangeIgc.make(folder, Practice.PUBLICATION, Practice.SUFFIX, Clock.systemUTC());

        assertThat(Files.readAllBytes(folder.resolve("valide.crt"))).isEqualTo(kept);
        assertThat(Practice.refusal(
                        igc.identity(RangeLeaf.GUILLEMETS).chain(),
                        List.of(igc.rootCrl(), igc.orgCrl()),
                        Date.from(Clock.systemUTC().instant())))
                .isEmpty();
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
