package fr.vaguemestre.ui.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Our own certificates from the request to one step back, in a real browser on services in memory. */
@InBrowser
class OwnCertificatesLiveTest {
    private static Browser browser;

    private ConsoleDevServer server;
    private Page page;

    @BeforeAll
    static void open() {
        browser = new Browser();
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    @BeforeEach
    void start() throws Exception {
        server = ConsoleDevServer.start(0);
        page = browser.open("fr-FR", 1440, 900);
    }

    @AfterEach
    void stop() {
        browser.leave(page);
        server.close();
        assertThat(browser.errors()).as("errors of scripts").isEmpty();
    }

    private void told(String words) {
        assertThat(page.locator("vaadin-notification-card").filter(new Locator.FilterOptions().setHasText(words)))
                .isVisible();
    }

    @Test
    void aCertificateIsAskedForCheckedLoadedAndTakenBack() {
        Browser.signIn(page, server.url() + "own-certificates", "admin", ConsoleDevServer.PASSWORD);
        assertThat(page.locator("#own-count")).hasText("1 certificat");
        page.locator("#own-new").click();
        page.locator("#own-form-send").click();
        assertThat(page.locator("#own-organization [slot=error-message]")).isVisible();
        assertThat(Browser.accessibilityFaults(page)).as("the form").isEmpty();
        page.locator("#own-names textarea").fill("mx.hopital.example\nsmtp.hopital.example");
        page.locator("#own-organization input").fill("CH DE TEST");
        page.locator("#own-unit input").fill("12");
        page.locator("#own-form-send").click();
        assertThat(page.locator("#own-unit [slot=error-message]")).containsText("1 et FINESS");
        page.locator("#own-unit input").fill("1319900098");
        page.locator("#own-form-send").click();
        told("La clé et la demande pour mx.hopital.example ont été créées");
        assertThat(page.locator("#own-csr textarea"))
                .hasValue(Pattern.compile("-----BEGIN CERTIFICATE REQUEST-----.*"));
        assertThat(page.locator("#own-detail")).containsText("smtp.hopital.example");
        assertThat(Browser.accessibilityFaults(page)).as("the request").isEmpty();
        Download saved =
                page.waitForDownload(() -> page.locator("#own-csr-save").click());
        assertThat(saved.suggestedFilename()).isEqualTo("mx.hopital.example.csr");
        loaded();
        takenBackAndRemoved();
    }

    private void loaded() {
        page.locator("#own-load").click();
        page.locator("#own-chain textarea").fill("mauvais");
        assertThat(page.locator("#own-chain [slot=error-message]"))
                .containsText(Pattern.compile("autre clé.*échéance"));
        page.locator("#own-chain textarea").fill("bon");
        assertThat(page.locator("#own-verdict")).containsText("Toutes les vérifications sont passées");
        assertThat(page.locator("#own-count")).hasText("2 certificats");
        assertThat(Browser.accessibilityFaults(page)).as("the checks").isEmpty();
        page.locator("#own-load-form-send").click();
        told("mx.hopital.example est en service");
    }

    private void takenBackAndRemoved() {
        page.locator("#owns .vm-who:visible")
                .filter(new Locator.FilterOptions().setHasText("mx.hopital.example"))
                .click();
        page.locator("#own-back").click();
        page.locator("vaadin-confirm-dialog")
                .getByText("Revenir au précédent")
                .last()
                .click();
        told("mx.hopital.example n’est plus en service");
        page.locator("#owns .vm-who:visible")
                .filter(new Locator.FilterOptions().setHasText("mx.hopital.example"))
                .click();
        page.locator("#own-remove").click();
        page.locator("#typed input").fill("mx.hopital.example");
        page.locator("#typed-yes").click();
        told("mx.hopital.example a été supprimé");
        assertThat(page.locator("#own-count")).hasText("1 certificat");
    }

    @Test
    void aHospitalsAdministratorAsksForItsDomainOnly() {
        Browser.signIn(page, server.url() + "own-certificates", "gestion", ConsoleDevServer.PASSWORD);
        assertThat(page.locator("#own-count")).hasText("0 certificat");
        page.locator("#own-new").first().click();
        assertThat(page.locator("#own-domain input")).hasValue("ch-exemple.mssante.test");
        page.locator("#own-usage vaadin-radio-button").last().click();
        assertThat(page.locator("#own-names")).isHidden();
        page.locator("#own-form-send").click();
        told("ch-exemple.mssante.test ont été créées");
        assertThat(page.locator("#own-detail")).containsText("Vers les autres opérateurs");
        assertThat(page.locator("#own-detail")).containsText("Scellée dans la base de données");
    }
}
