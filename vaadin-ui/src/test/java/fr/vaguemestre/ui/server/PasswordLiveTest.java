package fr.vaguemestre.ui.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

/** People change their own password over whatever page is open, in a real browser. */
@InBrowser
class PasswordLiveTest {
    private static final String NEXT = "un sentier sous la pluie";

    @Test
    void whatIsWrongStandsAtItsFieldAndTheNewPasswordEndsOtherSessions() throws Exception {
        try (var browser = new Browser();
                var server = ConsoleDevServer.start(0)) {
            server.sample();
            Page page = browser.signedIn(server.url() + "bal", "gestion", ConsoleDevServer.PASSWORD);
            Page elsewhere = browser.signedIn(server.url() + "bal", "gestion", ConsoleDevServer.PASSWORD);
            open(page);
            looked(page);
            live(page);
            refusedByTheService(page);
            page.locator("#password-current input").fill(ConsoleDevServer.PASSWORD);
            page.locator("#password-current input").press("Enter");
            assertThat(page.locator("vaadin-notification-card")).containsText("Votre mot de passe est changé");
            assertThat(page.locator("#password-form")).hasCount(0);
            assertThat(page.locator("#own-password")).isFocused();
            assertThat(page.locator("#bal-count")).hasText("10 boîtes");

            assertThat(elsewhere.locator("#sign-in-message")).containsText("Votre session a pris fin");
            elsewhere.locator("#username input").fill("gestion");
            elsewhere.locator("#password input").fill(ConsoleDevServer.PASSWORD);
            elsewhere.keyboard().press("Enter");
            assertThat(elsewhere.locator("#sign-in-message")).hasText("Identifiant ou mot de passe incorrect.");
            elsewhere.locator("#password input").fill(NEXT);
            elsewhere.keyboard().press("Enter");
            assertThat(elsewhere.locator("#home-groups")).isVisible();
            inEnglish(elsewhere);
            browser.leave(page);
            assertThat(browser.errors()).as("errors of scripts").isEmpty();
        }
    }

    private static void open(Page page) {
        page.locator("#own-password").click();
        assertThat(page.locator("#password-current input")).isFocused();
        assertThat(page.locator("#password-form h2")).hasText("Changer mon mot de passe");
    }

    /** Seen in both looks, and by axe. */
    private static void looked(Page page) {
        for (String look : new String[] {"light", "dark"}) {
            page.evaluate("look => document.documentElement.setAttribute('data-look', look)", look);
            Browser.picture(page, "password-" + look);
            assertThat(Browser.accessibilityFaults(page))
                    .as("the dialog, " + look)
                    .isEmpty();
        }
        page.evaluate("() => document.documentElement.setAttribute('data-look', 'auto')");
    }

    private static void live(Page page) {
        Locator next = page.locator("#password-next");
        Locator repeat = page.locator("#password-repeat");
        next.locator("input").pressSequentially("court");
        assertThat(next.locator("[slot=error-message]")).containsText("12 caractères");
        next.locator("input").fill(NEXT);
        assertThat(next).not().hasAttribute("invalid", "");
        repeat.locator("input").pressSequentially("autre");
        assertThat(repeat.locator("[slot=error-message]")).containsText("pas le même");
        repeat.locator("input").fill(NEXT);
        assertThat(repeat).not().hasAttribute("invalid", "");
        Browser.picture(page, "password-filled");
        page.locator("#password-form-send").click();
        assertThat(page.locator("#password-current [slot=error-message]")).containsText("nécessaire");
    }

    private static void refusedByTheService(Page page) {
        page.locator("#password-next input").fill("motdepasse2026");
        page.locator("#password-repeat input").fill("motdepasse2026");
        page.locator("#password-current input").fill("pas le bon");
        page.locator("#password-form-send").click();
        assertThat(page.locator("#password-next [slot=error-message]")).containsText("devine en premier");
        page.locator("#password-next input").fill(NEXT);
        page.locator("#password-repeat input").fill(NEXT);
        page.locator("#password-form-send").click();
        assertThat(page.locator("#password-current [slot=error-message]"))
                .containsText("pas votre mot de passe actuel");
        assertThat(page.locator("#password-current input")).isFocused();
        Browser.picture(page, "password-refused");
    }

    private static void inEnglish(Page page) {
        page.locator(".vm-languages vaadin-button").last().click();
        assertThat(page.locator("html")).hasAttribute("lang", "en");
        page.locator("#own-password").click();
        assertThat(page.locator("#password-form h2")).hasText("Change my password");
        page.keyboard().press("Escape");
        assertThat(page.locator("#password-form")).hasCount(0);
        assertThat(page.locator("#own-password")).isFocused();
        page.context().close();
    }
}
