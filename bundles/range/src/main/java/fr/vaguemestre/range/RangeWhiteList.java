package fr.vaguemestre.range;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * The white list of the range: the national list of 13 March 2025 (contacts removed) with every domain moved under the
 * range's suffix and every other oddity kept, then the range's own entries, signed by {@link RangeLeaf#LISTE_BLANCHE}.
 */
public final class RangeWhiteList {
    /** Entries taken over from the national list; doubles, and one that is no domain, included. */
    public static final int NATIONAL_ENTRIES = 6_554;

    /** Namespace of the list. */
    public static final String NAMESPACE = "https://listeblanche.mssante.fr/schema";

    /** When the national list that serves as the model was generated; the date of {@link Fault#WHITELIST_ROLLBACK}. */
    public static final Instant NATIONAL_DATE = Instant.parse("2025-03-13T14:54:10Z");

    private static final String NATIONAL_SUFFIX = ".mssante.fr";
    private static final Pattern NAME = Pattern.compile("<Nom>([^<]*)</Nom>");
    private static final Pattern ENTRY = Pattern.compile("\\s*<Domaine>.*?</Domaine>", Pattern.DOTALL);
    private static final String CLOSING = "\n    </ListeDomaines>";

    /**
     * One {@code <Domaine>} of the list.
     *
     * @param dn subject of the operator's certificate, in the list's own spelling
     */
    public record Entry(String domain, String description, String dn) {
        private String xml(Instant updated) {
            return """

                            <Domaine>
                                <Nom>%s</Nom>
                                <Description>%s</Description>
                                <DNCertificatOperateur>%s</DNCertificatOperateur>
                                <ResponsableContact>01 00 00 00 00, responsable@exemple.invalid</ResponsableContact>
                                <SupportContact>01 00 00 00 00, support@exemple.invalid</SupportContact>
                                <DateMAJ>%s</DateMAJ>
                            </Domaine>\
                    """
                    .formatted(escape(domain), escape(description), escape(dn), updated);
        }

        private static String escape(String text) {
            return text.replace("&", "&amp;").replace("<", "&lt;");
        }
    }

    private final RangeIgc igc;
    private final String suffix;

    /** A list whose own entries name the certificates of this IGC. */
    public RangeWhiteList(RangeIgc igc) {
        this.igc = igc;
        this.suffix = igc.suffix();
    }

    /** The entries that the range adds to the national ones. */
    public List<Entry> ownEntries() {
        var all = new ArrayList<>(List.of(
                own(RangeLeaf.VALIDE),
                own(RangeLeaf.EXPIRE),
                own(RangeLeaf.REVOQUE),
                own(RangeLeaf.NONIGC),
                own(RangeLeaf.PAIR),
                own(RangeLeaf.OPERATEUR),
                new Entry(RangeLeaf.NOMATCH.domain(suffix), "Le DN d'un autre", strangersDn()),
                new Entry(RangeLeaf.CNDIFFDN.domain(suffix), "Même CN, autre DN", sameCnOtherDn()),
                own(RangeLeaf.AUTREPROFIL),
                own(RangeLeaf.GUILLEMETS),
                own(RangeLeaf.PATIENT),
                borrowed(Simulated.SANS_TLS),
                borrowed(Simulated.LISTE_GRISE),
                borrowed(Simulated.PETIT),
                borrowed(Simulated.LENT),
                borrowed(Simulated.COUPE),
                new Entry("partage." + suffix, "Deux opérateurs", RangeLeaf.VALIDE.subject(suffix)),
                new Entry("partage." + suffix, "Deux opérateurs", RangeLeaf.PAIR.subject(suffix)),
                new Entry(
                        "Espaces." + suffix,
                        "_",
                        RangeLeaf.VALIDE.subject(suffix).replace(",", ", "))));
        for (String dn : fiveDns()) {
            all.add(new Entry(Simulated.CINQ.domain(suffix), "Cinq certificats", dn));
        }
        return List.copyOf(all);
    }

    /** Certificates of one domain, one entry each, as the national list has them: three good, one revoked, one of a stranger. */
    private List<String> fiveDns() {
        return List.of(
                RangeLeaf.VALIDE.listed(suffix),
                RangeLeaf.PAIR.listed(suffix),
                RangeLeaf.REVOQUE.listed(suffix),
                RangeLeaf.GUILLEMETS.listed(suffix),
                strangersDn());
    }

    /** The whole list without signature; the date is cut to the second. */
    public String unsigned(Instant generatedAt) throws IOException {
        return text(national(), generatedAt);
    }

    /** The whole list, rightly signed, as UTF-8. */
    public byte[] signed(Instant generatedAt) throws IOException, GeneralSecurityException {
        return sign(unsigned(generatedAt), RangeLeaf.LISTE_BLANCHE).getBytes(UTF_8);
    }

    /** The list with one thing other than usual, as UTF-8; only for a {@link Fault#isListOfItsOwn()}. */
    public byte[] faulty(Fault fault, Instant generatedAt) throws IOException, GeneralSecurityException {
        String list = unsigned(generatedAt);
        byte[] whole =
                switch (fault) {
                    case WHITELIST_UNSIGNED -> list.getBytes(UTF_8);
                    case WHITELIST_ALTERED ->
                        forge(sign(list, RangeLeaf.LISTE_BLANCHE)).getBytes(UTF_8);
                    case WHITELIST_ROLLBACK -> signed(NATIONAL_DATE);
                    case WHITELIST_SHRINK ->
                        sign(text(half(national()), generatedAt), RangeLeaf.LISTE_BLANCHE)
                                .getBytes(UTF_8);
                    case WHITELIST_TRUNCATED -> signed(generatedAt);
                    case WHITELIST_WRONGSIGNER -> sign(list, RangeLeaf.VALIDE).getBytes(UTF_8);
                    case WHITELIST_NONIGC ->
                        sign(list, RangeLeaf.LISTE_BLANCHE_NONIGC).getBytes(UTF_8);
                    case WHITELIST_REVOKEDSIGNER ->
                        sign(list, RangeLeaf.LISTE_BLANCHE_REVOQUEE).getBytes(UTF_8);
                    case WHITELIST_WRAPPING -> wrapped(list, generatedAt).getBytes(UTF_8);
                    case WHITELIST_DOCTYPE ->
                        withDoctype(sign(list, RangeLeaf.LISTE_BLANCHE)).getBytes(UTF_8);
                    case OWN_UNLISTED -> withoutOperator(generatedAt);
                    case LIST_FOURFOLD ->
                        sign(text(fourTimes(national()), generatedAt), RangeLeaf.LISTE_BLANCHE)
                                .getBytes(UTF_8);
                    default -> throw new IllegalArgumentException(fault.label() + " is no variant of the list");
                };
        return fault == Fault.WHITELIST_TRUNCATED ? Arrays.copyOf(whole, whole.length / 2) : whole;
    }

    private byte[] withoutOperator(Instant generatedAt) throws IOException, GeneralSecurityException {
        List<Entry> others = ownEntries().stream()
                .filter(entry -> !entry.domain().equals(RangeLeaf.OPERATEUR.domain(suffix)))
                .toList();
        return sign(text(national(), generatedAt, others), RangeLeaf.LISTE_BLANCHE)
                .getBytes(UTF_8);
    }

    private Entry own(RangeLeaf leaf) {
        return new Entry(leaf.domain(suffix), "Banc d'essai : " + leaf.fileName(), leaf.listed(suffix));
    }

    private Entry borrowed(Simulated who) {
        String dn = who.borrowed().orElseThrow().listed(suffix);
        return new Entry(who.domain(suffix), "Banc d'essai : " + who.label(), dn);
    }

    private String strangersDn() {
        return "CN=mx.autre." + suffix + ",OU=1699900007,O=UN AUTRE OPERATEUR,ST=Rhône (69),C=FR";
    }

    private String sameCnOtherDn() {
        return "CN=" + RangeLeaf.CNDIFFDN.commonName(suffix) + ",OU=1359900016,O=LE VRAI TITULAIRE,ST=Paris (75),C=FR";
    }

    /** What a forger wants: his own DN in the place of another's. */
    private String forge(String list) {
        return list.replace(strangersDn(), RangeLeaf.NOMATCH.subject(suffix));
    }

    private String sign(String text, RangeLeaf leaf) throws IOException, GeneralSecurityException {
        return new XmlSigner(igc.identity(leaf)).envelop(text);
    }

    private String wrapped(String list, Instant generatedAt) throws IOException, GeneralSecurityException {
        String genuine =
                text(list.substring(0, list.indexOf("<ListeDomaines>") + "<ListeDomaines>".length()), generatedAt);
        return new XmlSigner(igc.identity(RangeLeaf.LISTE_BLANCHE)).wrap(forge(list), genuine);
    }

    private String withDoctype(String list) {
        String doctype = "<!DOCTYPE ListeBlancheMSSante [<!ENTITY % x SYSTEM \"" + igc.publication() + "/xxe\"> %x;]>";
        int root = list.indexOf("<ListeBlancheMSSante");
        return list.substring(0, root) + doctype + list.substring(root);
    }

    private String text(String nationalPart, Instant generatedAt) {
        return text(nationalPart, generatedAt, ownEntries());
    }

    private String text(String nationalPart, Instant generatedAt, List<Entry> own) {
        Instant second = generatedAt.truncatedTo(ChronoUnit.SECONDS);
        var text = new StringBuilder(nationalPart.length() + 8_192);
        text.append(nationalPart.replaceFirst("<DateDeGeneration>[^<]*<", "<DateDeGeneration>" + second + "<"));
        own.forEach(entry -> text.append(entry.xml(second)));
        return text.append(CLOSING).append("\n</ListeBlancheMSSante>\n").toString();
    }

    /** The national list up to its last entry, domains rewritten. The public copy lacks its own end tag. */
    private String national() throws IOException {
        try (var in = new GZIPInputStream(Objects.requireNonNull(
                RangeWhiteList.class.getResourceAsStream("listeblanche-2025-03-13.xml.gz"), "list"))) {
            String text = new String(in.readAllBytes(), UTF_8);
            String entries = text.substring(0, text.indexOf(CLOSING));
            return NAME.matcher(entries).replaceAll(name -> Matcher.quoteReplacement("<Nom>" + moved(name) + "</Nom>"));
        }
    }

    private String moved(MatchResult name) {
        String domain = name.group(1);
        return domain.endsWith(NATIONAL_SUFFIX)
                ? domain.substring(0, domain.length() - NATIONAL_SUFFIX.length() + 1) + suffix
                : domain + "." + suffix;
    }

    private static String fourTimes(String nationalPart) {
        int start = nationalPart.indexOf("<Domaine>");
        String entries = nationalPart.substring(start);
        var all = new StringBuilder(nationalPart);
        for (int copy = 2; copy <= 4; copy++) {
            String prefix = "<Nom>copie" + copy + ".";
            all.append("\n        ").append(entries.replace("<Nom>", prefix));
        }
        return all.toString();
    }

    private static String half(String nationalPart) {
        int[] count = {0};
        return ENTRY.matcher(nationalPart).replaceAll(entry -> count[0]++ % 2 == 0 ? "$0" : "");
    }
}
