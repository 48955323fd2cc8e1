package fr.vaguemestre.ui.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The directory's pages and the suggestions under an address line, in a real browser. */
@InBrowser
class AnnuaireLiveTest {
    private static Browser browser;

    @BeforeAll
    static void open() {
        browser = new Browser();
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    private static Page signedIn(ConsoleDevServer server, String language, String username, String place) {
        Page page = browser.open(language, 1440, 900);
        page.navigate(server.url() + place);
        page.locator("#username input").fill(username);
        page.locator("#password input").fill(ConsoleDevServer.PASSWORD);
        page.keyboard().press("Enter");
        assertThat(page.locator("#username")).hasCount(0);
        return page;
    }

    @Test
    void somebodyIsFoundWithAllMailboxesAndTheAgeOfTheCopy() throws Exception {
        try (var server = ConsoleDevServer.start(0)) {
            Page page = signedIn(server, "fr-FR", "gestion", "annuaire");
            assertThat(page.locator("h1")).hasText("Annuaire");
            assertThat(page.locator("#annuaire-age")).containsText("Copie de l’annuaire du");
            assertThat(page.getByText("Qui cherchez-vous ?")).isVisible();
            page.locator("#search input").fill("hélène");
            assertThat(page.locator("#annuaire-count")).hasText("1 résultat");
            page.locator("#annuaires .vm-name").first().click();
            assertThat(page.locator("#annuaire-detail")).containsText("h.francois@b.mssante.test");
            assertThat(page.locator("#annuaire-detail")).containsText("Cardiologie");
            Browser.picture(page, "annuaire-search");
            browser.leave(page);
        }
    }

    @Test
    void aRefusalTellsWhatToDoAndIsTriedAgain() throws Exception {
        try (var server = ConsoleDevServer.start(0)) {
            Page page = signedIn(server, "en-GB", "gestion", "publications");
            assertThat(page.locator("#publication-count")).hasText("1 publication");
            page.locator("#publications .vm-name").first().click();
            Locator panel = page.locator("#publication-detail");
            assertThat(panel).containsText("Correct the service.");
            Browser.picture(page, "publication-refused");
            page.locator("#publication-retry").click();
            assertThat(panel).containsText("Published");
            assertThat(page.locator("#publication-retry")).isHidden();
            assertThat(page.locator("#publications")).containsText("Published");
            browser.leave(page);
        }
    }

    @Test
    void anAddressLineIsFilledFromTheDirectory() throws Exception {
        try (var server = ConsoleDevServer.start(0)) {
            server.sample();
            Page page = signedIn(server, "fr-FR", "kit.doc", "mail");
            assertThat(page.locator("#mails")).isVisible();
            page.keyboard().press("Alt+n");
            Locator to = page.locator("#mail-form-to input");
            to.pressSequentially("somebody@x.mssante.test, franç");
            Locator suggestion =
                    page.locator(".vm-suggestions:visible vaadin-button").first();
            assertThat(suggestion).containsText("helene.francois@a.mssante.test");
            suggestion.click();
            assertThat(to).hasValue("somebody@x.mssante.test, Hélène FRANÇOIS <helene.francois@a.mssante.test>, ");
            Browser.picture(page, "mail-suggestions");
            browser.leave(page);
        }
    }
}
