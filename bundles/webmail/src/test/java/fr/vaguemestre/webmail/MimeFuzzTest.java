package fr.vaguemestre.webmail;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.mail.imap.protocol.BODYSTRUCTURE;
import com.sun.mail.imap.protocol.FetchResponse;
import com.sun.mail.imap.protocol.IMAPResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.FieldSource;

/** What strangers write into headers, names and texts can be shown: the structure is Dovecot's, each word in it is theirs. */
class MimeFuzzTest {
    static final List<byte[]> HEADERS = List.of(
            octets("=?UTF-8?Q?R=C3=A9sultats?= =?ISO-8859-1?B?6XTp?= 3"),
            octets("=?utf-8?b?4pyT?=\r\n =?us-ascii*fr?q?_a_?="),
            octets("..\\..\\résultat \"final\".pdf"),
            octets("UTF-8''r%C3%A9sultat.pdf"));
    static final List<byte[]> TEXTS = List.of(
            octets("<p>été <a href=\"https://a.test/\">ici</a><img src=cid:1></p><script>x</script>"),
            octets("R=C3=A9sultats=\r\n suite =20\r\n"),
            octets("w6l0w6k=\r\n"),
            octets("begin 644 a\n#86%A\n`\nend\n"));
    private static final List<String> ENCODINGS =
            List.of("quoted-printable", "base64", "uuencode", "7bit", "x-unknown");
    private static final List<String> CHARSETS =
            List.of("utf-8", "utf-7", "utf-16", "iso-2022-jp", "x-unknown", "", "a b", "hz-gb-2312");

    @Tag("fault-65")
    @FieldSource("HEADERS")
    @DictionaryEntries({
        "=?",
        "?=",
        "?B?",
        "?q?",
        "=?x-unknown?b?",
        "=?utf-7?q?",
        "=?utf-16?b?",
        "=?iso-2022-jp?b?",
        "UTF-8''",
        "%",
        "*0*=",
        "=C3",
        "base64",
        "quoted-printable",
        "uuencode",
        "x-unknown",
        "charset"
    })
    @FuzzTest(maxDuration = "5m")
    void whateverAHeaderSaysTheMessageIsListed(byte[] octets) throws Exception {
        // A server sends no NUL, and no literal is empty by accident.
        String word = new String(octets, StandardCharsets.ISO_8859_1).replace('\0', ' ');
        FetchResponse message = fetched(word);

        var summary = Summaries.of(message, "INBOX").orElseThrow();

        assertThat(summary.subject()).doesNotContain("\r", "\n");
        Parts parts = Parts.of(Objects.requireNonNull(message.getItem(BODYSTRUCTURE.class)));
        for (Parts.Part part : parts.attachments()) {
            assertThat(part.attachment().name()).isNotBlank().doesNotContain("/", "\\");
            assertThat(part.attachment().name().length()).isLessThanOrEqualTo(200);
            assertThat(part.type()).matches("[^/\\s]+/[^/\\s]+");
        }
    }

    @Tag("fault-65")
    @FieldSource("TEXTS")
    @DictionaryEntries({
        "<svg onload=1>",
        "<a href=javascript:1>",
        "<!--",
        "<style>",
        "<table>",
        "</p>",
        "&#x",
        "=",
        "begin 644 a",
        "+AOk-"
    })
    @FuzzTest(maxDuration = "5m")
    void whateverATextIsItCanBeShown(byte[] octets) {
        int lot = Math.floorMod(Arrays.hashCode(octets), 40);
        byte[] decoded = Texts.decoded(octets, ENCODINGS.get(lot % 5), 1_000_000);
        String text = Texts.text(decoded, CHARSETS.get(lot / 5));
        String clean = Texts.cleaned(text);
        harmless(clean);
        assertThat(Texts.plain(clean)).isNotNull();
    }

    /** Read once more, as a browser does. */
    private static void harmless(String clean) {
        for (Element element : Jsoup.parseBodyFragment(clean).body().getAllElements()) {
            assertThat(element.normalName())
                    .as(clean)
                    .isNotIn("script", "svg", "style", "iframe", "object", "embed", "base", "meta", "link", "form");
            for (Attribute attribute : element.attributes()) {
                assertThat(attribute.getKey()).as(clean).doesNotStartWith("on").isNotEqualTo("style");
                assertThat(attribute.getValue().strip().toLowerCase(Locale.ROOT))
                        .as(clean)
                        .doesNotStartWith("javascript:");
            }
        }
    }

    /** A message as Dovecot tells it, that word wherever a stranger's words stand. */
    private static FetchResponse fetched(String word) throws Exception {
        String text = "{" + word.length() + "}\r\n" + word;
        String person = "((" + text + " NIL " + text + " {8}\r\na.b.test))";
        String envelope = "(\"Mon, 30 Nov 2026 10:00:00 +0100\" " + text + " " + person.repeat(1) + " " + person + " "
                + person + " " + person + " NIL NIL " + text + " " + text + ")";
        String leaf =
                "(\"text\" \"plain\" (\"charset\" " + text + ") " + text + " NIL " + text + " 10 1 NIL NIL NIL NIL)";
        String file = "(\"application\" " + text + " (\"name\" " + text + " \"name*0*\" " + text + " \"name*1\" " + text
                + ") NIL " + text + " \"base64\" 10 NIL (\"attachment\" (\"filename*0*\" " + text + " \"filename*1*\" "
                + text + ")) NIL NIL)";
        String answer = "* 1 FETCH (UID 7 X-GUID abc FLAGS (\\Seen) INTERNALDATE \"30-Nov-2026 10:00:00 +0100\""
                + " RFC822.SIZE 99 ENVELOPE " + envelope + " BODYSTRUCTURE (" + leaf + file
                + " \"mixed\" (\"boundary\" " + text + ") NIL NIL NIL))";
        return new FetchResponse(new IMAPResponse(answer, false), ImapConnection.ITEMS);
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
