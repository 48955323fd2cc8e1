package fr.vaguemestre.range;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.PKIXReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xml.sax.SAXException;

class RangeWhiteListTest {
    private static final Instant TODAY = Instant.parse("2026-11-22T10:00:00Z");
    private static final Map<Fault, byte[]> LISTS = new HashMap<>();
    private static byte[] good = {};

    @BeforeAll
    static void makeAll() throws Exception {
        var list = new RangeWhiteList(Practice.igc());
        good = list.signed(TODAY);
        for (Fault fault : Fault.listVariants()) {
            LISTS.put(fault, list.faulty(fault, TODAY));
        }
    }

    @Test
    void theGoodListPassesEveryCheck() {
        assertThatCode(() -> ListReader.check(good, TODAY)).doesNotThrowAnyException();
    }

    @Test
    void itHasEveryNationalEntryAndTheRangesOwn() throws Exception {
        var document = ListReader.parse(good, false);
        var entries = ListReader.entries(document);
        var own = new RangeWhiteList(Practice.igc()).ownEntries();
        assertThat(entries).hasSize(RangeWhiteList.NATIONAL_ENTRIES + own.size());
        assertThat(entries.subList(RangeWhiteList.NATIONAL_ENTRIES, entries.size()))
                .isEqualTo(own);
        assertThat(ListReader.date(document)).isEqualTo(TODAY);
    }

    @Test
    void withoutTheOperatorUnderTestItIsAsGoodAsEver() throws Exception {
        byte[] without = new RangeWhiteList(Practice.igc()).faulty(Fault.OWN_UNLISTED, TODAY);
        assertThatCode(() -> ListReader.check(without, TODAY)).doesNotThrowAnyException();
        var left = new ArrayList<>(ListReader.entries(ListReader.parse(good, false)));
        left.removeIf(entry -> entry.domain().equals("operateur.mssante.test"));
        assertThat(ListReader.entries(ListReader.parse(without, false))).isEqualTo(left);
    }

    @Test
    void fourTimesAsLongItIsAsGoodAsEver() throws Exception {
        byte[] fourfold = new RangeWhiteList(Practice.igc()).faulty(Fault.LIST_FOURFOLD, TODAY);
        assertThatCode(() -> ListReader.check(fourfold, TODAY)).doesNotThrowAnyException();
        var usual = ListReader.entries(ListReader.parse(good, false));
        var all = ListReader.entries(ListReader.parse(fourfold, false));
        assertThat(all)
                .hasSize(usual.size() + 3 * RangeWhiteList.NATIONAL_ENTRIES)
                .containsAll(usual);
        assertThat(all).allSatisfy(entry -> assertThat(entry.domain()).endsWith(".mssante.test"));
    }

    @Test
    void noDomainLeadsOutOfTheRange() throws Exception {
        var entries = ListReader.entries(ListReader.parse(good, false));
        assertThat(entries).allSatisfy(entry -> assertThat(entry.domain()).endsWith(".mssante.test"));
        assertThat(new String(good, UTF_8)).doesNotContain(".mssante.fr</Nom>");
        var national = entries.subList(0, RangeWhiteList.NATIONAL_ENTRIES).stream()
                .map(entry -> entry.domain().toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(national).as("no two domains fell together").hasSize(5_002);
    }

    @Test
    void theOdditiesOfTheNationalListAreKept() throws Exception {
        var entries = ListReader.entries(ListReader.parse(good, false));
        assertThat(entries)
                .extracting(RangeWhiteList.Entry::domain)
                .contains(
                        "UC-CMP.mssante.test",
                        "sessad@ase.ditepbeziers.mssante.test",
                        "mssante.apicrypt.org.mssante.test");
        assertThat(entries)
                .extracting(RangeWhiteList.Entry::dn)
                .contains(
                        "CN=mss.strasbourg.unicancer.fr,OU=1670000033,O=CRLCC \"PAUL STRAUSS\",ST=Bas-Rhin (67),C=FR",
                        "CN=mss.chu-limoges.fr,OU=1870000015,O=\"C H U  DE  LIMOGES\",ST=Haute-Vienne (87),C=FR",
                        "CN=mailin.interop-mssante.apicrypt.org, OU=343975235300037, O=APICEM, ST=Nord (59), C=FR")
                .anyMatch(dn -> dn.contains(",L=Paris (75),"))
                .anyMatch(dn -> dn.contains("Pyrénées"))
                .anyMatch(dn -> dn.contains("\"\"DU NORD\"\""));
        assertThat(entries)
                .extracting(RangeWhiteList.Entry::description)
                .anyMatch(text -> text.contains("\"\"Infirmier"));
        assertThat(severalOperators(entries)).hasSizeGreaterThan(400);
    }

    @Test
    void noContactOfTheNationalListIsLeft() {
        assertThat(new String(good, UTF_8).lines().filter(line -> line.contains("Contact>")))
                .allMatch(line -> line.contains("@exemple.invalid<"));
    }

    @Test
    void withoutSignatureThereIsNone() {
        refused(Fault.WHITELIST_UNSIGNED, "0 signatures");
    }

    @Test
    void anAlteredListGivesTheForgerADomain() throws Exception {
        refused(Fault.WHITELIST_ALTERED, "not valid");
        assertThat(dns(Fault.WHITELIST_ALTERED, "nomatch.mssante.test"))
                .containsExactly(RangeLeaf.NOMATCH.subject(Practice.SUFFIX));
    }

    @Test
    void theRolledBackListIsOnlyOld() throws Exception {
        refused(Fault.WHITELIST_ROLLBACK, "older than the last");
        assertThatCode(() -> ListReader.check(list(Fault.WHITELIST_ROLLBACK), RangeWhiteList.NATIONAL_DATE))
                .doesNotThrowAnyException();
    }

    @Test
    void theShrunkListIsRightButLacksHalf() throws Exception {
        ListReader.check(list(Fault.WHITELIST_SHRINK), TODAY);
        int own = new RangeWhiteList(Practice.igc()).ownEntries().size();
        assertThat(ListReader.entries(ListReader.parse(list(Fault.WHITELIST_SHRINK), false)))
                .hasSize(RangeWhiteList.NATIONAL_ENTRIES / 2 + own);
    }

    @Test
    void theTruncatedListIsNoXml() {
        assertThatThrownBy(() -> ListReader.parse(list(Fault.WHITELIST_TRUNCATED), false))
                .isInstanceOf(SAXException.class);
    }

    @Test
    void badSignersAreBadInTheirOwnWay() {
        refused(Fault.WHITELIST_WRONGSIGNER, "signed by " + RangeLeaf.VALIDE.subject(Practice.SUFFIX));
        refused(Fault.WHITELIST_NONIGC, "signer " + PKIXReason.NO_TRUST_ANCHOR);
        refused(Fault.WHITELIST_REVOKEDSIGNER, "signer " + BasicReason.REVOKED);
    }

    @Test
    void badSignersSignedRightly() throws Exception {
        for (Fault fault :
                List.of(Fault.WHITELIST_WRONGSIGNER, Fault.WHITELIST_NONIGC, Fault.WHITELIST_REVOKEDSIGNER)) {
            assertThat(ListReader.verdict(ListReader.parse(list(fault), false)).valid())
                    .as(fault.label())
                    .isTrue();
        }
    }

    @Test
    void theWrappedListFoolsWhoeverOnlyAsksWhetherTheSignatureIsValid() throws Exception {
        var document = ListReader.parse(list(Fault.WHITELIST_WRAPPING), false);
        assertThat(ListReader.verdict(document).valid()).isTrue();
        assertThat(dns(Fault.WHITELIST_WRAPPING, "nomatch.mssante.test"))
                .contains(RangeLeaf.NOMATCH.subject(Practice.SUFFIX));
        refused(Fault.WHITELIST_WRAPPING, "covers [#liste]");
    }

    @Test
    void theDoctypeIsAllThatIsWrongWithItsList() throws Exception {
        byte[] list = list(Fault.WHITELIST_DOCTYPE);
        assertThatThrownBy(() -> ListReader.parse(list, false)).hasMessageContaining("DOCTYPE");
        assertThat(ListReader.verdict(ListReader.parse(list, true)).valid()).isTrue();
        assertThat(new String(list, UTF_8)).contains(Practice.PUBLICATION + "/xxe");
    }

    @Test
    void onlyVariantsOfTheListCanBeMade() {
        assertThatThrownBy(() -> new RangeWhiteList(Practice.igc()).faulty(Fault.CRL_EXPIRED, TODAY))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void refused(Fault fault, String why) {
        assertThatThrownBy(() -> ListReader.check(list(fault), TODAY))
                .as(fault.label())
                .hasMessageContaining(why);
    }

    private static byte[] list(Fault fault) {
        return LISTS.getOrDefault(fault, new byte[0]);
    }

    private static Set<String> dns(Fault fault, String domain) throws Exception {
        return ListReader.entries(ListReader.parse(list(fault), false)).stream()
                .filter(entry -> entry.domain().equals(domain))
                .map(RangeWhiteList.Entry::dn)
                .collect(Collectors.toSet());
    }

    private static Map<String, Set<String>> severalOperators(List<RangeWhiteList.Entry> entries) {
        return entries.stream()
                .collect(Collectors.groupingBy(
                        RangeWhiteList.Entry::domain, Collectors.mapping(RangeWhiteList.Entry::dn, Collectors.toSet())))
                .entrySet()
                .stream()
                .filter(entry -> entry.getValue().size() > 1)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
