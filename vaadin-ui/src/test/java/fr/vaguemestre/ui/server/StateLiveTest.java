package fr.vaguemestre.ui.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import fr.vaguemestre.api.monitoring.HealthFinding;
import fr.vaguemestre.api.monitoring.HealthStatus;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page that tells the operator's administrators what is wrong or missing, in a real browser. */
@InBrowser
class StateLiveTest {
    private static Browser browser;

    @BeforeAll
    static void open() {
        browser = new Browser();
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    @Test
    void aNewApplianceTellsWhatIsMissingFirstAndSeesItCome() throws Exception {
        try (var server = ConsoleDevServer.start(0)) {
            var store = new HealthFinding("store", HealthStatus.UP, "");
            var missing = new HealthFinding(
                    "confiance.whitelist",
                    HealthStatus.DEGRADED,
                    "not set up: the authorities of the trust space are not loaded, so nobody outside is trusted");
            server.services.findings = List.of(store, missing);
            Page page = browser.signedIn(server.url() + "bal", "admin", ConsoleDevServer.PASSWORD);
            page.locator("vaadin-side-nav-item", new Page.LocatorOptions().setHasText("État du service"))
                    .click();
            assertThat(page.locator("#state-verdict")).hasText("1 point à regarder");
            assertThat(page.locator("#state-list li").first()).containsText("Liste blanche de l’espace de confiance");
            assertThat(page.locator("#state-list li").first()).containsText("les autorités de l’IGC-Santé");
            Browser.picture(page, "state-not-set-up");
            server.services.findings =
                    List.of(store, new HealthFinding("confiance.whitelist", HealthStatus.UP, "6554 domains"));
            assertThat(page.locator("#state-verdict")).hasText("Tout fonctionne.");
            browser.leave(page);
        }
    }

    @Test
    void whoAdministersOneDomainIsNotOfferedIt() throws Exception {
        try (var server = ConsoleDevServer.start(0)) {
            Page page = browser.signedIn(server.url() + "bal", "gestion", ConsoleDevServer.PASSWORD);
            assertThat(page.locator("vaadin-side-nav-item")).not().hasCount(0);
            assertThat(page.locator("vaadin-side-nav-item", new Page.LocatorOptions().setHasText("État du service")))
                    .hasCount(0);
            page.navigate(server.url() + "state");
            assertThat(page.locator("#state-list")).hasCount(0);
            browser.leave(page);
        }
    }
}
