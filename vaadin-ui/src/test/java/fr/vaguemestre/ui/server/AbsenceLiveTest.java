package fr.vaguemestre.ui.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import fr.vaguemestre.api.bal.Absence;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A person sets what the mailbox answers while it is away, in a real browser. */
@InBrowser
class AbsenceLiveTest {
    private static final String KIT = "kit.doc@ch-exemple.mssante.test";

    private final Browser browser = new Browser();
    private ConsoleDevServer server;

    @BeforeEach
    void start() throws Exception {
        server = ConsoleDevServer.start(0);
        server.sample();
    }

    @AfterEach
    void stop() {
        server.close();
        browser.close();
    }

    @Test
    @Tag("OP-64")
    void itIsSetSeenChangedAndSwitchedOff() {
        Page page = open("fr-FR", 1440, 900);
        assertThat(page.locator("#absence")).isHidden();
        page.locator("#absence-open").click();
        assertThat(page.locator("#absence-form h2")).hasText("Réponse automatique d’absence");
        page.locator("#absence-form-send").click();
        assertThat(page.locator("#absence-until [slot=error-message]")).not().isEmpty();
        looked(page, "refused");

        fill(page, "until", "20/12/2026");
        page.locator("#absence-text textarea").fill("Bonjour,\nje reviens le 4 janvier.");
        assertThat(page.locator("#absence-until [slot=error-message]")).containsText("avant le premier");
        fill(page, "until", "03/01/2027");
        page.locator("#absence-form-send").click();
        assertThat(page.locator("#absence-form")).hasCount(0);
        assertThat(page.locator("#absence")).containsText("jusqu’au 3 janvier 2027");
        looked(page, "on");
        assertThat(kept())
                .isEqualTo(new Absence(
                        true,
                        MemoryAbsences.TODAY,
                        MemoryAbsences.TODAY.plusDays(13),
                        "Absence",
                        "Bonjour,\nje reviens le 4 janvier."));

        page.locator("#absence-change").click();
        assertThat(page.locator("#absence-text textarea")).hasValue("Bonjour,\nje reviens le 4 janvier.");
        page.locator("#absence-text textarea").fill("\u0007");
        page.locator("#absence-form-send").click();
        assertThat(page.locator("#absence-text [slot=error-message]")).containsText("caractère interdit");
        page.locator("#absence-text textarea").fill("Autre texte");
        page.locator("#absence-enabled input").uncheck();
        page.locator("#absence-form-send").click();
        assertThat(page.locator("#absence")).isHidden();
        assertThat(kept().enabled()).isFalse();
        browser.leave(page);
        assertThat(browser.errors()).as("errors of scripts").isEmpty();
    }

    @Test
    void onAPhoneInEnglishAndByKeyboard() {
        var caller = MemoryAuth.caller("Kit DOC", Optional.of("750000018"), Set.of(), Set.of(), Set.of(KIT));
        server.services.absences.set(
                caller,
                KIT,
                new Absence(true, MemoryAbsences.TODAY, MemoryAbsences.TODAY.plusDays(1), "Away", "Back soon."));
        Page page = open("en-GB", 390, 844);
        assertThat(page.locator("#absence")).containsText("until December 22, 2026");
        page.locator("#absence-change").focus();
        page.keyboard().press("Enter");
        assertThat(page.locator("#absence-form h2")).hasText("Automatic answer while away");
        page.waitForFunction("() => document.documentElement.scrollWidth <= innerWidth");
        looked(page, "phone");
        page.keyboard().press("Escape");
        assertThat(page.locator("#absence-form")).hasCount(0);
        assertThat(page.locator("#absence-change")).isFocused();
        browser.leave(page);
    }

    @Test
    void whileNobodyCanTellThePageStaysAsItIs() {
        server.services.balsAway(true);
        Page page = open("fr-FR", 1440, 900);
        assertThat(page.locator("#absence")).isHidden();
        assertThat(page.locator("#mail-new")).isEnabled();
        browser.leave(page);
    }

    private Page open(String language, int width, int height) {
        Page page = browser.open(language, width, height);
        Browser.signIn(page, server.url(), "kit.doc", ConsoleDevServer.PASSWORD);
        assertThat(page.locator("#mails")).isVisible();
        return page;
    }

    private static void fill(Page page, String name, String day) {
        Locator field = page.locator("#absence-" + name + " input");
        field.fill(day);
        field.press("Tab");
    }

    /** Seen in both looks, and by axe. */
    private static void looked(Page page, String name) {
        for (String look : new String[] {"light", "dark"}) {
            page.evaluate("look => document.documentElement.setAttribute('data-look', look)", look);
            Browser.picture(page, "absence-" + name + "-" + look);
            assertThat(Browser.accessibilityFaults(page)).as(name + ", " + look).isEmpty();
        }
        page.evaluate("() => document.documentElement.setAttribute('data-look', 'auto')");
    }

    private Absence kept() {
        return server.services
                .absences
                .find(MemoryAuth.caller("Kit DOC", Optional.of("750000018"), Set.of(), Set.of(), Set.of(KIT)), KIT)
                .orElseThrow();
    }
}
