package fr.vaguemestre.ui.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.console.spi.ConsoleView;
import fr.vaguemestre.ui.text.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Walks every page that the menu offers, in French and light, then in English and dark. Which pages there are it reads from
 * the registry that the menu is made from, so a new one is walked from its first day.
 */
@InBrowser
class WalkLiveTest {
    private static final Pattern KEY = Pattern.compile("[a-z]+(?:\\.[A-Za-z_-]+)+");
    private static final String LOOK_AROUND =
            """
            () => ({
              title: document.title,
              heading: document.querySelector('main h1').innerText,
              lang: document.documentElement.lang,
              look: document.documentElement.dataset.look,
              current: document.querySelector('vaadin-side-nav-item[current]').innerText.trim(),
              text: document.body.innerText
            })""";

    @Test
    void everyPageOfTheBundleIsWalked() throws Exception {
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java/fr/vaguemestre/ui"));
                var server = ConsoleDevServer.start(0)) {
            List<String> written = sources.filter(path -> path.toString().endsWith("View.java"))
                    .filter(WalkLiveTest::isPage)
                    .map(path -> path.getFileName().toString().replace(".java", ""))
                    .toList();
            assertThat(server.views())
                    .extracting(view -> view.getClass().getSimpleName())
                    .containsExactlyInAnyOrderElementsOf(written);
        }
    }

    private static boolean isPage(Path source) {
        try {
            return Files.readString(source).contains("service = ConsoleView.class");
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void everyPageOfEveryLevelSpeaksBothLanguagesAndCanBeUsedByEverybody() throws Exception {
        try (var browser = new Browser();
                var server = ConsoleDevServer.start(0)) {
            server.sample();
            for (String person : List.of("admin", "kit.doc")) {
                Page page = browser.signedIn(server.url() + "home", person, ConsoleDevServer.PASSWORD);
                Caller caller = server.services.auth.who(person);
                List<ConsoleView> views = server.views().stream()
                        .filter(view -> view.isFor(caller))
                        .toList();
                look(page, "light");
                Map<String, String> french = walk(page, views, Locale.FRENCH, "light");
                page.locator(".vm-languages vaadin-button").last().click();
                assertThat(page.locator("html")).hasAttribute("lang", "en");
                look(page, "dark");
                Map<String, String> english = walk(page, views, Locale.ENGLISH, "dark");
                noneSpeaksTheOther(views, french, english);
                page.reload();
                assertThat(page.locator("html")).hasAttribute("data-look", "dark");
                page.context().close();
            }
            assertThat(browser.errors()).as("errors of scripts").isEmpty();
            assertThat(browser.hosts()).isSubsetOf("localhost", "data", "blob");
        }
    }

    private static void look(Page page, String look) {
        page.locator(".vm-drawer-foot [data-choice='" + look + "']").click();
        assertThat(page.locator("html")).hasAttribute("data-look", look);
    }

    /** Goes to each by the menu; returns the headings by the pages' names. */
    private static Map<String, String> walk(Page page, List<ConsoleView> views, Locale locale, String look) {
        assertThat(page.locator(".vm-menu vaadin-side-nav-item")).hasCount(views.size());
        Map<String, String> headings = new LinkedHashMap<>();
        for (ConsoleView view : views) {
            String where = view.id() + " in " + locale.getLanguage();
            page.locator("vaadin-side-nav-item[path='" + view.id() + "']").click();
            assertThat(page).hasTitle(view.label(locale) + " · " + Texts.of(locale, "app.name"));
            assertThat(page.locator("main h1")).isVisible();
            assertThat(Browser.accessibilityFaults(page)).as(where).isEmpty();
            Browser.picture(page, "page-" + view.id() + "-" + look);
            @SuppressWarnings("unchecked")
            var seen = (Map<String, String>) page.evaluate(LOOK_AROUND);
            assertThat(page.url()).as(where).endsWith("/console/" + view.id());
            assertThat(seen.get("current")).as(where).isEqualTo(view.label(locale));
            assertThat(seen.get("lang")).as(where).isEqualTo(locale.getLanguage());
            assertThat(seen.get("look")).as(where).isEqualTo(look);
            assertThat(seen.get("heading")).as(where).isNotBlank();
            assertThat(keysWithoutWords(String.valueOf(seen.get("text"))))
                    .as(where)
                    .isEmpty();
            headings.put(view.id(), seen.get("heading"));
        }
        return headings;
    }

    /** A heading differs between the languages, unless the page is called the same in both. */
    private static void noneSpeaksTheOther(
            List<ConsoleView> views, Map<String, String> french, Map<String, String> english) {
        for (ConsoleView view : views) {
            if (!view.label(Locale.FRENCH).equals(view.label(Locale.ENGLISH))) {
                assertThat(english.get(view.id()))
                        .as("the heading of " + view.id())
                        .isNotEqualTo(french.get(view.id()));
            }
        }
    }

    /** What looks like the key of a text that nobody wrote: it begins as keys do, and is no name of a host ("mail.…test"). */
    private static List<String> keysWithoutWords(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> KEY.matcher(line).matches() && !line.endsWith(".test"))
                .filter(line -> Texts.keys().anyMatch(key -> key.startsWith(line.substring(0, line.indexOf('.') + 1))))
                .collect(Collectors.toList());
    }
}
