package fr.vaguemestre.igc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.vaguemestre.api.igc.Authority.Origin;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.igc.Hierarchy.Trusted;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class AuthorityPolicyTest {
    private static final Hierarchy NOBODY = new Hierarchy(List.of());

    private final AuthorityPolicy inService = new AuthorityPolicy(true);
    private final AuthorityPolicy practice = new AuthorityPolicy(false);
    private final TestAuthority root = TestAuthority.root("CN=AC RACINE,O=ANS,C=FR");
    private final TestAuthority child = root.subordinate("CN=AC ORGANISATIONS,O=ANS,C=FR");

    @Test
    void aRootThenItsChildAreTaken() {
        assertThatCode(() -> check(inService, root.certificate(), NOBODY)).doesNotThrowAnyException();
        assertThatCode(() -> check(inService, child.certificate(), trusted(root)))
                .doesNotThrowAnyException();
        assertThat(trusted(root, child).above(child.certificate())).containsExactly(root.certificate());
    }

    @Test
    void aChildNeedsTheParentThatSignedIt() {
        refused(() -> check(inService, child.certificate(), NOBODY), "igc.parent-unknown");
        TestAuthority namesake = TestAuthority.root(root.subject());
        refused(() -> check(inService, child.certificate(), trusted(namesake)), "igc.parent-unknown");
    }

    @Test
    void whatIsNoAuthorityIsRefused() {
        X509Certificate leaf = TestAuthority.noAuthority("CN=mx.hopital.example");
        refused(() -> check(inService, leaf, NOBODY), "igc.not-an-authority");
    }

    @Test
    void datesCount() {
        var ends = Duration.ofDays(3651);
        refused(() -> inService.check(root.certificate(), NOBODY, TestAuthority.NOW.plus(ends)), "igc.expired");
        refused(() -> inService.check(root.certificate(), NOBODY, TestAuthority.NOW.minus(ends)), "igc.not-yet-valid");
    }

    @Test
    void weakKeysAndSignaturesAreRefused() {
        var small = TestAuthority.selfSigned("CN=AC", TestAuthority.rsa(1024), 3650, "SHA256withRSA");
        var old = TestAuthority.selfSigned("CN=AC", TestAuthority.rsa(2048), 3650, "SHA1withRSA");
        var good = TestAuthority.selfSigned("CN=AC", TestAuthority.rsa(2048), 3650, "SHA384withRSA");
        refused(() -> check(inService, small, NOBODY), "igc.weak-key");
        refused(() -> check(inService, old, NOBODY), "igc.weak-signature");
        assertThatCode(() -> check(inService, good, NOBODY)).doesNotThrowAnyException();
    }

    @Test
    void aForeignSignatureUnderItsOwnNameIsRefused() {
        TestAuthority namesake = TestAuthority.root(root.subject()).subordinate(root.subject());
        refused(() -> check(inService, namesake.certificate(), NOBODY), "igc.signature");
    }

    @Test
    @Tag("OP-76")
    void testAndRealHierarchiesAreNeverTrustedTogether() {
        var test = TestAuthority.root("CN=TEST AC RACINE,O=ANS,C=FR").certificate();
        var range = TestAuthority.root("CN=AC,OU=BANC D'ESSAI,C=FR").certificate();
        refused(() -> check(inService, test, NOBODY), "igc.test-authority");
        refused(() -> check(inService, range, NOBODY), "igc.test-authority");
        refused(() -> check(practice, root.certificate(), NOBODY), "igc.real-authority");
        assertThatCode(() -> check(practice, test, NOBODY)).doesNotThrowAnyException();
    }

    @Test
    void anAuthorityIsTrustedOnce() {
        refused(() -> check(inService, root.certificate(), trusted(root)), "igc.authority-known");
    }

    @Test
    void pemAndDerAreReadAndNothingElse() {
        String pem = Pem.of(List.of(root.certificate()));
        assertThat(AuthorityPolicy.read(bytes("notes before\n" + pem))).isEqualTo(root.certificate());
        assertThat(AuthorityPolicy.read(Pem.der(root.certificate()))).isEqualTo(root.certificate());
        refused(() -> AuthorityPolicy.read(bytes(pem + pem)), "igc.one-certificate");
        refused(() -> AuthorityPolicy.read(new byte[0]), "igc.unreadable");
        refused(() -> AuthorityPolicy.read(bytes("no certificate")), "igc.unreadable");
        refused(() -> AuthorityPolicy.read(Base64.getDecoder().decode("MAMCAQE=")), "igc.unreadable");
    }

    private static void check(AuthorityPolicy policy, X509Certificate certificate, Hierarchy trusted) {
        policy.check(certificate, trusted, TestAuthority.NOW);
    }

    private static Hierarchy trusted(TestAuthority... authorities) {
        return new Hierarchy(Stream.of(authorities)
                .map(one -> new Trusted(one.certificate(), Origin.LOADED))
                .toList());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void refused(ThrowingCallable act, String code) {
        assertThatThrownBy(act).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code())
                .isEqualTo(code));
    }
}
