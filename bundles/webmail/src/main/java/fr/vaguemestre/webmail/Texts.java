package fr.vaguemestre.webmail;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import javax.mail.MessagingException;
import javax.mail.internet.MimeUtility;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.TextNode;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;
import org.jspecify.annotations.Nullable;

/** From octets of a stranger to a text that can be shown. */
final class Texts {
    private static final Safelist HARMLESS = Safelist.relaxed()
            .removeProtocols("img", "src", "http", "https")
            .addProtocols("img", "src", "cid")
            .removeProtocols("a", "href", "ftp")
            .addEnforcedAttribute("a", "rel", "noopener noreferrer nofollow")
            .addEnforcedAttribute("a", "target", "_blank");

    private Texts() {}

    /** Takes the transfer encoding away; what is malformed ends the text where it is. */
    static byte[] decoded(byte[] octets, @Nullable String encoding, int most) {
        if (encoding == null) {
            return octets;
        }
        try {
            return all(TransferEncoding.without(new ByteArrayInputStream(octets), encoding), most);
        } catch (MessagingException unknownEncoding) {
            return octets;
        }
    }

    /** Reads a stream of the memory to its end, or to where it is malformed. */
    static byte[] all(InputStream stream, int most) {
        var read = new ByteArrayOutputStream();
        byte[] buffer = new byte[16_384];
        try {
            for (int n = stream.read(buffer); n >= 0 && read.size() < most; n = stream.read(buffer)) {
                read.write(buffer, 0, n);
            }
        } catch (IOException malformed) {
            // What was read before it is all that can be read.
            return read.toByteArray();
        }
        return read.toByteArray();
    }

    /** A text in the charset that was told, or in the one that it looks like; its lines end with LF. */
    static String text(byte[] octets, @Nullable String told) {
        return decode(octets, told).replace("\r\n", "\n");
    }

    /** A header's text that the library read octet by octet, where its octets are UTF-8. */
    static String utf8(String read) {
        if (read.chars().allMatch(c -> c < 128) || read.chars().anyMatch(c -> c > 255)) {
            return read;
        }
        try {
            byte[] octets = read.getBytes(StandardCharsets.ISO_8859_1);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException other) {
            return read;
        }
    }

    private static String decode(byte[] octets, @Nullable String told) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return new String(octets, charset(told));
        }
    }

    private static Charset charset(@Nullable String told) {
        try {
            Charset named = Charset.forName(told == null ? "windows-1252" : MimeUtility.javaCharset(told));
            boolean poor = named.equals(StandardCharsets.UTF_8) || named.equals(StandardCharsets.US_ASCII);
            return poor ? Charset.forName("windows-1252") : named;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return Charset.forName("windows-1252");
        }
    }

    /** HTML in which nothing runs, nothing is sent and nothing is loaded from elsewhere. */
    static String cleaned(String html) {
        Document clean = new Cleaner(HARMLESS).clean(Jsoup.parse(html));
        clean.outputSettings().prettyPrint(false);
        return clean.body().html();
    }

    /** What cleaned HTML says, in lines. */
    static String plain(String html) {
        Document document = Jsoup.parse(html);
        document.select("p, div, li, tr, h1, h2, h3, h4, h5, h6, blockquote")
                .forEach(element -> element.after(new TextNode("\n")));
        document.select("td, th").forEach(element -> element.after(new TextNode(" ")));
        return document.wholeText()
                .replaceAll("[ \\t]+\\n", "\n")
                .replaceAll("\\n{3,}", "\n\n")
                .strip();
    }
}
