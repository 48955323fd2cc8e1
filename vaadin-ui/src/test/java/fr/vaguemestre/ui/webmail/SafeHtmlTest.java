package fr.vaguemestre.ui.webmail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeHtmlTest {
    private static String body(String html) {
        String document = SafeHtml.document(html, "fr", cid -> Optional.empty());
        return document.substring(document.indexOf("<body>"));
    }

    @Test
    void formattingStays() {
        assertThat(body("<p>Bonjour <b>Docteur</b></p><table><tr><td>1</td></tr></table>"))
                .contains("<b>Docteur</b>", "<td>1</td>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "<img src='https://evil.test/pixel.gif'>",
                "<a href='javascript:alert(1)'>x</a>",
                "<a href='https://evil.test/'>x</a>",
                "<svg onload=alert(1)><image href='https://evil.test/a.png'/></svg>",
                "<iframe src='https://evil.test/'></iframe>",
                "<object data='https://evil.test/'></object>",
                "<style>@import 'https://evil.test/a.css'</style>",
                "<p style=\"background:url('https://evil.test/a.png')\">x</p>",
                "<link rel=stylesheet href='https://evil.test/a.css'>",
                "<meta http-equiv=refresh content='0;url=https://evil.test/'>",
                "<base href='https://evil.test/'><img src='a.png'>",
                "<form action='https://evil.test/'><input name=password><button>ok</button></form>",
                "<video poster='https://evil.test/a.png' src='https://evil.test/a.mp4'></video>",
                "<table background='https://evil.test/a.png'><tr><td>x</td></tr></table>",
                "<blockquote cite='https://evil.test/'>x</blockquote>",
                "<math><mtext><table><mglyph><style><!--</style><img src=x onerror=alert(1)>",
                "<img src='data:image/svg+xml,<svg onload=alert(1)>'>",
                "<img src='cid:unknown'>",
                "<div onclick='alert(1)' onmouseover=alert(1)>x</div>"
            })
    void nothingActsAndNothingIsLoaded(String evil) {
        String left = body("<p>ok</p>" + evil).toLowerCase(Locale.ROOT);
        assertThat(left).contains("<p>ok</p>");
        List.of("evil.test", "alert", "<script", "<img", "<form", "<input", "<iframe", "<svg", " on", "href", "style=")
                .forEach(bad -> assertThat(left).as(evil).doesNotContain(bad));
    }

    @Test
    void theMessagesOwnPictureIsShown() {
        String document = SafeHtml.document(
                "<img src='cid:logo@chu' alt='Logo'>",
                "fr",
                cid -> cid.equals("logo@chu") ? Optional.of("data:image/png;base64,AAAA") : Optional.empty());
        assertThat(document).contains("src=\"data:image/png;base64,AAAA\"", "alt=\"Logo\"");
    }

    @Test
    void theDocumentForbidsItselfToLoadAnything() {
        assertThat(SafeHtml.document("", "fr", cid -> Optional.empty()))
                .startsWith("<!doctype html><html lang=\"fr\">")
                .contains("http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:");
    }
}
