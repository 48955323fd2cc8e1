package fr.vaguemestre.confiance;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.api.confiance.Verdict;
import fr.vaguemestre.api.confiance.Verdict.Cause;
import fr.vaguemestre.range.RangeIgc;
import fr.vaguemestre.range.RangeLeaf;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTest {
    private static TestSpace space;
    private static Judge judge;
    private static TrustState state;

    @BeforeAll
    static void open() throws Exception {
        space = new TestSpace();
        judge = new Judge(space.igc);
        var now = space.clock.instant();
        var list = space.verifier().fresh(space.lists.signed(now), space.inForce(), now);
        state = TrustState.empty(space.igc).list(list).crls(space.inForce(), Optional.empty());
    }

    @AfterAll
    static void close() {
        space.close();
    }

    @ParameterizedTest
    @CsvSource({
        "VALIDE, anyone@valide.mssante.test, MATCH",
        "VALIDE, anyone@VALIDE.mssante.TEST, MATCH",
        "VALIDE, anyone@partage.mssante.test, MATCH",
        "VALIDE, anyone@espaces.mssante.test, MATCH",
        "PAIR, boite@pair.mssante.test, MATCH",
        "GUILLEMETS, anyone@guillemets.mssante.test, MATCH",
        "VALIDE, anyone@cinq.mssante.test, MATCH",
        "PAIR, anyone@cinq.mssante.test, MATCH",
        "GUILLEMETS, anyone@CINQ.mssante.test, MATCH",
        "REVOQUE, anyone@cinq.mssante.test, REVOKED",
        "NOMATCH, anyone@cinq.mssante.test, DN_MISMATCH",
        "AUTREPROFIL, anyone@autreprofil.mssante.test, UNTRUSTED_ISSUER",
        "PAIR, boite@partage.mssante.test, MATCH",
        "EXPIRE, anyone@expire.mssante.test, EXPIRED",
        "REVOQUE, anyone@revoque.mssante.test, REVOKED",
        "NONIGC, anyone@nonigc.mssante.test, UNTRUSTED_ISSUER",
        "NOMATCH, anyone@nomatch.mssante.test, DN_MISMATCH",
        "CNDIFFDN, anyone@cndiffdn.mssante.test, DN_MISMATCH",
        "VALIDE, anyone@pair.mssante.test, DN_MISMATCH",
        "VALIDE, anyone@example.org, DOMAIN_UNLISTED",
        "VALIDE, anyone, DOMAIN_UNLISTED",
        "VALIDE, anyone@, DOMAIN_UNLISTED",
        "VALIDE, '', MATCH",
        "NOMATCH, '', OPERATOR_UNLISTED",
        "REVOQUE, '', REVOKED",
    })
    @Tag("OP-13")
    @Tag("OP-24")
    void everyPeerGetsItsVerdict(RangeLeaf leaf, String sender, Cause cause) throws Exception {
        Verdict verdict = judge.judge(state, space.clock.instant(), Optional.of(space.certificate(leaf)), sender);

        assertThat(verdict.cause()).isEqualTo(cause);
        assertThat(verdict.allowed()).isEqualTo(cause == Cause.MATCH);
        assertThat(verdict.detail()).isNotBlank();
    }

    @Test
    void noCertificateNoMail() {
        assertThat(judge.judge(state, space.clock.instant(), Optional.empty(), "a@valide.mssante.test")
                        .cause())
                .isEqualTo(Cause.NO_CERTIFICATE);
    }

    @Test
    void aKelvinSignIsNoK() throws Exception {
        var verdict = judge.judge(
                state,
                space.clock.instant(),
                Optional.of(space.certificate(RangeLeaf.VALIDE)),
                "a@bla\u212A.mssante.test");
        assertThat(verdict.cause()).isEqualTo(Cause.DOMAIN_UNLISTED);
    }

    @Test
    void anAuthorityIsNoPeer() throws Exception {
        var verdict = judge.judge(state, space.clock.instant(), Optional.of(space.range.orgCa()), "");
        assertThat(verdict.cause()).isEqualTo(Cause.UNTRUSTED_ISSUER);
    }

    @Test
    @Tag("fault-39")
    void nobodyPassesOnceARevocationListEnded() throws Exception {
        var later = space.clock.instant().plus(Duration.ofDays(8));
        var id = Dn.of(space.certificate(RangeLeaf.VALIDE).getSubjectX500Principal())
                .id();

        assertThat(judge.judge(state, later, Optional.of(space.certificate(RangeLeaf.VALIDE)), "")
                        .cause())
                .isEqualTo(Cause.CRL_EXPIRED);
        assertThat(judge.judgePeer(state, later, id, "").cause()).isEqualTo(Cause.CRL_EXPIRED);
        assertThat(judge.judgePeer(state, space.clock.instant(), id, "a@valide.mssante.test")
                        .allowed())
                .isTrue();
    }

    @Test
    void nobodyPassesBeforeTheFirstList() throws Exception {
        var bare = TrustState.empty(space.igc).crls(space.inForce(), Optional.empty());
        assertThat(judge.judge(bare, space.clock.instant(), Optional.of(space.certificate(RangeLeaf.VALIDE)), "")
                        .cause())
                .isEqualTo(Cause.NO_WHITE_LIST);
    }

    @Test
    void whoeverIsRevokedTodayIsRefusedToday() throws Exception {
        Set<RangeLeaf> revoked = EnumSet.copyOf(RangeIgc.REVOKED);
        revoked.add(RangeLeaf.VALIDE);
        Crls renewed = Crls.none(space.igc);
        for (var crl : space.crls(revoked)) {
            renewed = renewed.with(crl, space.clock.instant());
        }
        var today = state.crls(renewed, Optional.empty());

        assertThat(judge.judge(today, space.clock.instant(), Optional.of(space.certificate(RangeLeaf.VALIDE)), "")
                        .cause())
                .isEqualTo(Cause.REVOKED);
    }
}
