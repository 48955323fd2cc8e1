package fr.vaguemestre.ui.webmail;

import java.util.Optional;
import java.util.function.Function;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/**
 * The HTML text of a message as a page of its own that can do nothing: the service cleaned it before, it is cleaned here
 * once more, its own policy forbids it to load anything, and the frame that shows it runs no script.
 */
final class SafeHtml {
    private static final String POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";
    private static final String STYLE =
            "body{color:#14213a;font:15px/1.5 system-ui,sans-serif;margin:0;overflow-wrap:anywhere}"
                    + "img{height:auto;max-width:100%}blockquote{border-left:3px solid #dde3ec;margin:0;padding-left:1em}"
                    + "table{border-collapse:collapse}pre{white-space:pre-wrap}";

    /** Formatting only: no address but that of the message's own images is left in it. */
    private static final Safelist LIST = Safelist.relaxed()
            .removeAttributes("a", "href")
            .removeAttributes("blockquote", "cite")
            .removeAttributes("q", "cite")
            .removeProtocols("img", "src", "http", "https")
            .addProtocols("img", "src", "cid");

    private SafeHtml() {}

    /**
     * A whole document.
     *
     * @param images gives the picture with that content id as a {@code data:} address, where it may be shown
     */
    static String document(String html, String language, Function<String, Optional<String>> images) {
        Document clean = new Cleaner(LIST).clean(Jsoup.parseBodyFragment(html));
        for (Element image : clean.select("img")) {
            String source = image.attr("src");
            Optional<String> picture =
                    source.startsWith("cid:") ? images.apply(source.substring("cid:".length())) : Optional.empty();
            picture.ifPresentOrElse(data -> image.attr("src", data), image::remove);
        }
        clean.outputSettings().prettyPrint(false);
        Element head = clean.head();
        head.empty();
        head.appendElement("meta").attr("charset", "utf-8");
        head.appendElement("meta").attr("http-equiv", "Content-Security-Policy").attr("content", POLICY);
        head.appendElement("style").appendText(STYLE);
        clean.select("html").attr("lang", language);
        return "<!doctype html>" + clean.outerHtml();
    }
}
