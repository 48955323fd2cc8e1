package fr.vaguemestre.ui.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The doctor as the operator's administrators ask it, in a real browser on services in memory. */
@InBrowser
class DoctorLiveTest {
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
        Browser.signIn(page, server.url() + "doctor", "admin", ConsoleDevServer.PASSWORD);
    }

    @AfterEach
    void stop() {
        browser.leave(page);
        server.close();
        assertThat(browser.errors()).as("errors of scripts").isEmpty();
    }

    private void look(String domain) {
        page.locator("#doctor-domain input").fill(domain);
        page.locator("#doctor-look").click();
    }

    @Test
    void aDomainIsWalkedAndEachStepTellsWhyAndWhoMustAct() {
        page.locator("#doctor-walk").click();
        look("revoque.mssante.test");

        assertThat(page.locator("#doctor-found li")).hasCount(7);
        assertThat(page.locator("#doctor-found #doctor-step-CHAIN")).containsText("En ordre");
        assertThat(page.locator("#doctor-found #doctor-step-CRL")).containsText("En échec");
        assertThat(page.locator("#doctor-found #doctor-step-CRL")).containsText("À leur opérateur d’agir");
        assertThat(page.locator("#doctor-found #doctor-step-CRL")).containsText("en commander un nouveau");
        assertThat(page.locator("#doctor-found #doctor-step-MESSAGE")).containsText("Non essayé");
        assertThat(Browser.accessibilityFaults(page)).isEmpty();
        Browser.picture(page, "doctor-walk");

        look("pair.mssante.test");
        assertThat(page.locator("#doctor-found #doctor-step-CRL")).containsText("En ordre");
        look("rien");
        assertThat(page.locator("#doctor-found")).hasText("Ce n’est pas un nom de domaine.");
    }

    @Test
    void whatRoundsFoundIsKeptAndAPeerThatStoppedWorkingIsSeen() {
        page.locator(".vm-languages vaadin-button").last().click();
        assertThat(page.getByText("No round yet")).isVisible();
        page.locator("#doctor-round").click();

        assertThat(page.locator("#doctor-count")).hasText("2 findings");
        assertThat(page.locator("#doctors")).containsText("Stopped working");
        page.locator("#doctors .vm-who:visible").first().click();
        assertThat(page.locator("#doctor-detail")).containsText("revoque.mssante.test");
        assertThat(page.locator("#doctor-detail #doctor-step-CRL")).containsText("Its operator must order a new one.");
        assertThat(page.locator("#doctor-detail #doctor-step-CRL")).containsText("Their operator must act");
        assertThat(page.locator("#doctor-detail")).containsText("Last reached on");
        assertThat(Browser.accessibilityFaults(page)).isEmpty();
        Browser.picture(page, "doctor-history");
    }
}
