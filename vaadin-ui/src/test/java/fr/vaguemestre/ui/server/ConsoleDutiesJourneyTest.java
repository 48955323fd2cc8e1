package fr.vaguemestre.ui.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import fr.vaguemestre.e2e.driver.Appliance;
import fr.vaguemestre.e2e.driver.Rest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The operator's duties on a whole appliance, in a real browser: what the pages show and give is what REST tells. */
@InBrowser
@EnabledIfSystemProperty(named = "console.appliance", matches = ".+")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleDutiesJourneyTest {
    private final String url = System.getProperty("console.url", "");
    private Appliance appliance;
    private Rest admin;
    private Browser browser;

    @BeforeAll
    void open() throws IOException {
        appliance = Appliance.of(Files.readString(Path.of(System.getProperty("console.appliance", ""))));
        admin = Rest.anonymous(appliance).signIn(appliance.adminName(), appliance.adminPassword());
        browser = new Browser();
    }

    @AfterAll
    void close() {
        browser.close();
    }

    @Test
    void theTrailIsSearchedVerifiedAndTakenAway() throws IOException {
        Page page = signedIn("fr-FR", "audit", "Piste d’audit");
        page.getByLabel("Partie").click();
        page.getByText("Accès", new Page.GetByTextOptions().setExact(true))
                .last()
                .click();
        assertThat(page).hasURL(Pattern.compile(".*room=access.*"));
        assertThat(page.locator("#audits").getByText("access.sign-in").first()).isVisible();
        assertThat(Browser.accessibilityFaults(page)).isEmpty();
        Browser.picture(page, "audit");

        page.locator("#audit-verify").click();
        assertThat(page.locator("#verify-told")).containsText("Intacte");
        Browser.picture(page, "audit-verified");
        page.locator("#verify-close").click();

        Download download =
                page.waitForDownload(() -> page.locator("#audit-export").click());
        String text = Files.readString(download.path(), StandardCharsets.UTF_8);
        assertThat(text).startsWith("{\"line\":\"audit-export\"").contains("\"line\":\"end\"");
        JsonNode exports =
                admin.get("/admin/audit?action=audit.export").expect(200).json();
        assertThat(exports.path("total").asInt()).isPositive();
        assertThat(browser.errors()).as("errors of scripts").isEmpty();
        page.context().close();
    }

    @Test
    void theMonthIsShownAndItsFilesAreThoseOfRest() throws IOException {
        Page page = signedIn("en-GB", "indicators", "Indicators");
        assertThat(page.locator("#indicators-state")).containsText("Preview");
        assertThat(page.locator("svg.vm-chart").first()).isVisible();
        assertThat(page.locator("table.vm-figures").last()).containsText("Sign-ins to console and interface");
        assertThat(page.locator("#indicators-submit")).hasCount(0);
        assertThat(Browser.accessibilityFaults(page)).isEmpty();
        Browser.picture(page, "indicators");
        String month = admin.get("/admin/indicators")
                .expect(200)
                .json()
                .path("items")
                .path(0)
                .asText();

        Download download =
                page.waitForDownload(() -> page.locator("#indicators-json").click());

        String file = Files.readString(download.path(), StandardCharsets.UTF_8);
        JsonNode told = admin.get("/admin/indicators/" + month).expect(200).json();
        assertThat(file)
                .contains("\"month\":\"" + month + "\"")
                .contains("\"structure\":\"" + told.path("structure").asText());
        assertThat(file).contains("\"connections.web\"");
        Download csv =
                page.waitForDownload(() -> page.locator("#indicators-csv").click());
        assertThat(Files.readString(csv.path(), StandardCharsets.UTF_8)).startsWith("month;structure;day;");
        assertThat(browser.errors()).as("errors of scripts").isEmpty();
        page.context().close();
    }

    private Page signedIn(String language, String place, String title) {
        Page page = browser.open(language, 1440, 900);
        page.navigate(url + place);
        page.locator("#username input").fill(appliance.adminName());
        page.locator("#password input").fill(appliance.adminPassword());
        page.keyboard().press("Enter");
        assertThat(page.locator("h1")).hasText(title);
        return page;
    }
}
