package fr.vaguemestre.webmail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TextsTest {
    @Test
    void nothingOfForeignHtmlRunsOrLoads() {
        String clean = Texts.cleaned(
                "<p onclick=\"x()\">Bonjour <b>vous</b></p><script>x()</script><style>p{}</style>"
                        + "<img src=\"https://traqueur.example/1.gif\"><img src=\"cid:logo@x\"><iframe src=\"https://x\"></iframe>"
                        + "<form action=\"https://x\"><input name=\"a\"></form><a href=\"javascript:x()\">1</a>"
                        + "<a href=\"https://exemple.fr/\">2</a><div style=\"background:url(https://x/2.gif)\">3</div>"
                        + "<svg><use href=\"https://x\"/></svg><meta http-equiv=\"refresh\" content=\"0;url=https://x\">"
                        + "<link rel=\"stylesheet\" href=\"https://x\"><base href=\"https://x/\"><object data=\"https://x\"></object>");

        assertThat(clean)
                .contains("Bonjour <b>vous</b>", "src=\"cid:logo@x\"", "href=\"https://exemple.fr/\"", "noopener")
                .doesNotContain("onclick", "x()", "style", "traqueur", "iframe", "form", "input", "javascript")
                .doesNotContain("url(", "svg", "meta", "link", "base", "object");
    }

    @Test
    void htmlWithoutATextIsReadAsLines() {
        assertThat(Texts.plain("<p>Bonjour,</p><p>Résultats&nbsp;:<br>un<br>deux</p>"))
                .isEqualTo("Bonjour,\nRésultats\u00a0:\nun\ndeux");
    }

    @Test
    void aTextIsReadThoughItsCharsetIsWrongOrUnknown() {
        byte[] utf8 = "été €".getBytes(StandardCharsets.UTF_8);
        byte[] latin = "été".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(Texts.text(utf8, "us-ascii")).isEqualTo("été €");
        assertThat(Texts.text(latin, "utf-8")).isEqualTo("été");
        assertThat(Texts.text(latin, "iso-8859-1")).isEqualTo("été");
        assertThat(Texts.text(latin, "x-nobody-knows")).isEqualTo("été");
        assertThat(Texts.text(latin, "not a name!")).isEqualTo("été");
        assertThat(Texts.text(latin, null)).isEqualTo("été");
    }

    @Test
    void transferEncodingsAreTakenAwayAndBrokenOnesDoNoHarm() {
        assertThat(Texts.decoded(ascii("w6l0w6k="), "base64", 100)).isEqualTo("été".getBytes(StandardCharsets.UTF_8));
        assertThat(Texts.decoded(ascii("=C3=A9"), "quoted-printable", 100))
                .isEqualTo("é".getBytes(StandardCharsets.UTF_8));
        assertThat(Texts.decoded(ascii("plain"), "x-unknown", 100)).isEqualTo(ascii("plain"));
        assertThat(Texts.decoded(ascii("w6"), "base64", 100)).hasSizeLessThan(3);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
