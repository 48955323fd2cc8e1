package fr.vaguemestre.confiance;

import static org.assertj.core.api.Assertions.assertThat;

import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DnTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                // doubled quotes in the list, on which X500Principal throws
                "CN=a.test,OU=1310000000,O=CH \"\"DU NORD\"\",ST=Rhône (69),C=FR | CN=a.test,OU=1310000000,O=CH \\\"DU NORD\\\",ST=Rhône (69),C=FR",
                // spaces after the commas, other order, other case
                "CN=a.test, OU=1310000000, O=CH, ST=Paris (75), C=FR | C=FR,ST=Paris (75),O=CH,OU=1310000000,CN=A.test",
                // a comma inside a value, not escaped
                "CN=a.test,OU=1310000000,O=SAS X, Y ET Z,ST=Paris (75),C=FR | CN=a.test,OU=1310000000,O=SAS X\\, Y ET Z,ST=Paris (75),C=FR",
                // the same, escaped
                "CN=a.test,OU=1310000000,O=SAS X\\, Y ET Z,ST=Paris (75),C=FR | CN=a.test,OU=1310000000,O=SAS X\\, Y ET Z,ST=Paris (75),C=FR",
                // a quoted value with doubled spaces, as in the real list
                "CN=mss.ch.fr,OU=1330781295,O=\"C.H. DE  CADILLAC\",ST=Gironde (33),C=FR | CN=mss.ch.fr,OU=1330781295,O=C.H. DE  CADILLAC,ST=Gironde (33),C=FR",
                // quotes around part of a value, as in the real list
                "CN=b,OU=1670000033,O=CRLCC \"PAUL STRAUSS\",ST=Bas-Rhin (67),C=FR | CN=b,OU=1670000033,O=CRLCC \\\"PAUL STRAUSS\\\",ST=Bas-Rhin (67),C=FR",
                // L instead of ST
                "CN=c,OU=300000000099622,O=GIP - TEST9962,L=Paris (75),C=FR | CN=c,OU=300000000099622,O=GIP - TEST9962,L=Paris (75),C=FR",
                // UTF-8 as nginx and OpenSSL print it
                "CN=d,O=GROUPEMENT D'\\C3\\80 C\\C3\\94T\\C3\\89,C=FR | CN=d,O=GROUPEMENT D'À CÔTÉ,C=FR",
                // decomposed accents
                "CN=e,O=Rho\u0302ne,C=FR | CN=e,O=Rhône,C=FR",
                // an equals sign in a value
                "CN=f,O=A=B,C=FR | CN=f,O=A\\=B,C=FR",
                // two OU, as authorities have
                "CN=g,OU=IGC-SANTE,OU=0002 187512751,O=ASIP-SANTE,C=FR | CN=g,OU=0002 187512751,OU=IGC-SANTE,O=ASIP-SANTE,C=FR",
            })
    @Tag("OP-24")
    void theListsTextAndTheCertificatesSubjectMeet(String text, String subject) {
        assertThat(Dn.ofText(text)).contains(Dn.of(new X500Principal(subject)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CN=a.test,OU=1310000000,O=CH,ST=Paris (75),C=FR | CN=a.test,OU=1310000001,O=CH,ST=Paris (75),C=FR",
                "CN=a.test,OU=1310000000,O=CH,ST=Paris (75),C=FR | CN=a.test,OU=1310000000,O=CH,C=FR",
                "CN=a.test,O=CH,C=FR | CN=a.test,O=CH\\,C=FR",
                "CN=a.test,OU=1,O=CH,C=FR | CN=a.test,OU=1,OU=1,O=CH,C=FR",
            })
    void otherPeersStayOther(String text, String subject) {
        assertThat(Dn.ofText(text).orElseThrow()).isNotEqualTo(Dn.of(new X500Principal(subject)));
    }

    @Test
    void whatIsNoNameIsNotRead() {
        assertThat(Dn.ofText("")).isEmpty();
        assertThat(Dn.ofText("\"\"")).isEmpty();
        assertThat(Dn.ofText("CN=")).isEmpty();
        assertThat(Dn.ofText("O=CH,C=FR")).isEmpty();
        assertThat(Dn.ofText("mx.test,CN=a")).isEmpty();
    }

    @Test
    void theIdIsStableHexOfTheCanonicalForm() {
        assertThat(Dn.of(new X500Principal("CN=a,C=FR")).id())
                .hasSize(64)
                .matches("[0-9a-f]+")
                .isEqualTo(Dn.ofText("C=fr , CN=A").orElseThrow().id());
    }
}
