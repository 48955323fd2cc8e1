package fr.vaguemestre.confiance;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

/** What strangers write into a white list and into the names of certificates is read or refused, and nothing else. */
class ListFuzzTest {
    private static final List<String> DNS = List.of(
            "CN=mx.valide.mssante.test,OU=1759900012,O=CLINIQUE VALIDE,ST=Paris (75),C=FR",
            "cn = \"mx, d'ici\", OU=1759900012,O=GROUPEMENT D'\\C3\\80 C\\C3\\94T\\C3\\89 \\, ET,ST=Côte-d'Or (21),C=FR",
            "CN=a+SERIALNUMBER=7,O=\"\"Hôpital\"\",EMAILADDRESS=a@b.fr,ORGANIZATIONIDENTIFIER=x,C=FR");

    static Stream<byte[]> names() {
        return DNS.stream().map(ListFuzzTest::octets);
    }

    static Stream<byte[]> lists() {
        String entry = "<Domaine><Nom>valide.mssante.test</Nom><Description>Été &amp; hiver</Description>"
                + "<DNCertificatOperateur>" + DNS.getFirst() + "</DNCertificatOperateur></Domaine>";
        return Stream.of(octets("<?xml version=\"1.0\" encoding=\"UTF-8\"?><ListeBlancheMSSante xmlns=\""
                + ListReader.NAMESPACE + "\"><DateDeGeneration>2026-11-29T10:00:00+01:00</DateDeGeneration>"
                + "<ListeDomaines>" + entry + entry.replace("valide", "été")
                + "</ListeDomaines></ListeBlancheMSSante>"));
    }

    @Tag("fault-65")
    @MethodSource("lists")
    @DictionaryEntries({
        "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>",
        "&b;",
        "&#0;",
        "&#x10FFFF;",
        "<![CDATA[",
        "]]>",
        "<!--",
        "<Domaine>",
        "</Domaine>",
        "<a xmlns=''>",
        "encoding=\"UTF-16\"",
        "<?xml-stylesheet href=\"http://127.0.0.1:1/\"?>"
    })
    @FuzzTest(maxDuration = "5m")
    void aListIsReadOrRefused(byte[] octets) {
        try {
            WhiteList read = ListReader.read(SafeXml.parse(octets), "digest");
            assertThat(read.domains()).isNotEmpty();
            assertThat(read.warnings().size()).isLessThan(600);
        } catch (ListRefused refused) {
            assertThat(refused.why()).isIn(ListRefused.Why.MALFORMED, ListRefused.Why.DOCTYPE);
        }
    }

    @Tag("fault-65")
    @MethodSource("names")
    @DictionaryEntries({"CN=", ",CN=", "OU=", ",O=", "\\,", "\\C3", "\\", "\"\"", "\\\"", "#04024869", "+", "1.2.3="})
    @FuzzTest(maxDuration = "5m")
    void aNameIsReadTheSameWhereverItIsWritten(byte[] octets) {
        String text = new String(octets, StandardCharsets.UTF_8);
        Optional<Dn> read = Dn.ofText(text);
        read.ifPresent(dn -> assertThat(dn.id()).hasSize(64));
        certified(text);
    }

    /** As the subject of a certificate: what the JDK takes for a name is one that we can read, or refuse with a reason. */
    private static void certified(String text) {
        X500Principal principal;
        try {
            principal = new X500Principal(text);
        } catch (IllegalArgumentException none) {
            return;
        }
        try {
            assertThat(Dn.of(principal).id()).hasSize(64);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessage("unreadable subject");
        }
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
