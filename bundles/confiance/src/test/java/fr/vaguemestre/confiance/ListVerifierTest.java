package fr.vaguemestre.confiance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.vaguemestre.confiance.ListRefused.Why;
import fr.vaguemestre.range.Fault;
import fr.vaguemestre.range.RangeIgc;
import fr.vaguemestre.range.RangeLeaf;
import fr.vaguemestre.range.RangeWhiteList;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListVerifierTest {
    private TestSpace space;
    private Instant now;

    @BeforeEach
    void open() throws Exception {
        space = new TestSpace();
        now = space.clock.instant();
    }

    @AfterEach
    void close() {
        space.close();
    }

    @Test
    @Tag("OP-24")
    void theNationalListIsReadWithAllItsOddities() throws Exception {
        WhiteList list = space.verifier().fresh(space.lists.signed(now), space.inForce(), now);

        int own = space.lists.ownEntries().size();
        // One national entry is no domain: it has an at sign.
        assertThat(list.entries()).isEqualTo(RangeWhiteList.NATIONAL_ENTRIES - 1 + own);
        assertThat(list.generatedAt()).isEqualTo(now);
        assertThat(list.domains()).containsKeys("valide.mssante.test", "espaces.mssante.test", "uc-cmp.mssante.test");
        assertThat(list.domains().entrySet())
                .anyMatch(listed -> listed.getKey().equals("partage.mssante.test")
                        && listed.getValue().peers().size() == 2);
        assertThat(list.warnings())
                .anyMatch(warning -> warning.contains("sessad@ase.ditepbeziers") && warning.startsWith("skipped"))
                .anyMatch(warning -> warning.contains("UC-CMP"))
                .anyMatch(warning -> warning.contains("doubled quotes"));
    }

    @ParameterizedTest
    @CsvSource({
        "WHITELIST_UNSIGNED, UNSIGNED",
        "WHITELIST_ALTERED, ALTERED",
        "WHITELIST_TRUNCATED, MALFORMED",
        "WHITELIST_WRONGSIGNER, WRONG_SIGNER",
        "WHITELIST_NONIGC, UNTRUSTED_SIGNER",
        "WHITELIST_REVOKEDSIGNER, REVOKED_SIGNER",
        "WHITELIST_WRAPPING, WRAPPING",
        "WHITELIST_DOCTYPE, DOCTYPE",
    })
    @Tag("OP-21")
    void eachForgeryIsRefusedForItsOwnReason(Fault forgery, Why why) throws Exception {
        byte[] list = space.lists.faulty(forgery, now);
        Crls crls = space.inForce();

        assertThatThrownBy(() -> space.verifier().fresh(list, crls, now))
                .isInstanceOfSatisfying(
                        ListRefused.class, refused -> assertThat(refused.why()).isEqualTo(why));
    }

    @Test
    void aSecondSignatureIsRefused() throws Exception {
        String signed = new String(space.lists.signed(now), UTF_8);
        int from = signed.indexOf("<ds:Signature ");
        int until = signed.indexOf("</ds:Signature>") + "</ds:Signature>".length();
        String twice = signed.substring(0, until) + signed.substring(from, until) + signed.substring(until);

        refused(twice, Why.WRAPPING);
    }

    @Test
    void algorithmsOfThePastAreRefused() throws Exception {
        String signed = new String(space.lists.signed(now), UTF_8);

        refused(signed.replace("xmlenc#sha256", "xmldsig-more#sha224"), Why.WEAK_ALGORITHM);
        refused(
                signed.replaceFirst(
                        "<ds:SignatureMethod Algorithm=\"[^\"]*\"",
                        "<ds:SignatureMethod Algorithm=\"http://www.w3.org/2000/09/xmldsig#hmac-sha1\""),
                Why.WEAK_ALGORITHM);
    }

    @Test
    void aTransformThatCouldHideEntriesIsRefused() throws Exception {
        String signed = new String(space.lists.signed(now), UTF_8);
        String hiding = signed.replaceFirst(
                "<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"/>",
                "<ds:Transform Algorithm=\"http://www.w3.org/TR/1999/REC-xpath-19991116\">"
                        + "<ds:XPath>not(ancestor-or-self::Nom)</ds:XPath></ds:Transform>");

        assertThat(hiding).isNotEqualTo(signed);
        assertThatThrownBy(() -> space.verifier().fresh(hiding.getBytes(UTF_8), space.inForce(), now))
                .isInstanceOfSatisfying(
                        ListRefused.class, refused -> assertThat(refused.why()).isIn(Why.WRAPPING, Why.MALFORMED));
    }

    @Test
    void aSignerOfAnotherNameIsRefusedThoughItsUsageIsRight() throws Exception {
        var verifier = new ListVerifier(space.igc, "Liste Blanche MSSante", TestSpace.SIGNER_OU);
        byte[] list = space.lists.signed(now);

        assertThatThrownBy(() -> verifier.fresh(list, space.inForce(), now)).hasMessageStartingWith("wrong-signer");
    }

    @Test
    void aListOfTomorrowIsRefused() throws Exception {
        byte[] list = space.lists.signed(now.plus(Duration.ofDays(2)));

        assertThatThrownBy(() -> space.verifier().fresh(list, space.inForce(), now))
                .hasMessageStartingWith("future");
    }

    @Test
    @Tag("fault-40")
    void anExpiredSignerIsRefused() throws Exception {
        byte[] list = space.lists.signed(now);
        Crls crls = space.inForce();
        Instant later = now.plus(Duration.ofDays(4 * 365));

        assertThatThrownBy(() -> space.verifier().fresh(list, crls, later)).hasMessageStartingWith("expired-signer");
    }

    @Test
    void withoutCurrentRevocationListsAFreshListIsRefusedButTheKeptOneStays() throws Exception {
        byte[] list = space.lists.signed(now);
        Crls ended = space.inForce();
        Instant later = now.plus(Duration.ofDays(8));

        assertThatThrownBy(() -> space.verifier().fresh(list, ended, later)).hasMessageStartingWith("crl-expired");
        assertThat(space.verifier().kept(list, ended, now, later).generatedAt()).isEqualTo(now);
    }

    @Test
    void theKeptListFallsWithItsSigner() throws Exception {
        byte[] list = space.lists.signed(now);
        Set<RangeLeaf> revoked = EnumSet.copyOf(RangeIgc.REVOKED);
        revoked.add(RangeLeaf.LISTE_BLANCHE);
        space.crls = space.crls(revoked);

        assertThatThrownBy(() -> space.verifier().kept(list, space.inForce(), now, now))
                .hasMessageStartingWith("revoked-signer");
    }

    private void refused(String list, Why why) throws Exception {
        Crls crls = space.inForce();
        assertThatThrownBy(() -> space.verifier().fresh(list.getBytes(UTF_8), crls, now))
                .isInstanceOfSatisfying(
                        ListRefused.class, refused -> assertThat(refused.why()).isEqualTo(why));
    }
}
