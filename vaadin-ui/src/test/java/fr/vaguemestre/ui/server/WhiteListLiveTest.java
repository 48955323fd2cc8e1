package fr.vaguemestre.ui.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import fr.vaguemestre.api.confiance.AcceptedWhiteList.Way;
import fr.vaguemestre.api.confiance.OwnListing;
import fr.vaguemestre.api.confiance.OwnListing.State;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The life of the white list as the operator's administrators follow it, in a real browser on services in memory. */
@InBrowser
class WhiteListLiveTest {
    private static Browser browser;

    private ConsoleDevServer server;
    private MemoryLists lists;
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
        lists = server.services.confiance.lists;
        page = browser.open("fr-FR", 1440, 900);
    }

    @AfterEach
    void stop() {
        browser.leave(page);
        server.close();
        assertThat(browser.errors()).as("errors of scripts").isEmpty();
    }

    private void signIn(String path) {
        Browser.signIn(page, server.url() + path, "admin", ConsoleDevServer.PASSWORD);
    }

    @Test
    void theHistoryIsEmptyThenTellsWhatEachListChanged() {
        signIn("trust");
        page.locator("#trust-history").click();
        assertThat(page.locator("h1")).hasText("Listes blanches");
        assertThat(page.getByText("Aucune liste encore")).isVisible();

        lists.add(Way.FETCHED, "system");
        lists.add(Way.CONFIRMED, "ada");
        assertThat(page.locator("#whitelist-count")).hasText("2 listes");
        page.locator("#whitelists .vm-who:visible").first().click();
        assertThat(page.locator("#whitelist-detail")).containsText("Retenue, puis prise par ada");
        assertThat(page.locator("#changes-count")).hasText("3 domaines concernés");
        assertThat(page.locator("#changes")).containsText("CN=nouveau.test");
        assertThat(Browser.accessibilityFaults(page)).isEmpty();
        Browser.picture(page, "whitelist-changes");

        page.locator("#changes-search input").fill("ANCIEN");
        assertThat(page.locator("#changes-count")).hasText("1 domaine concerné");
        assertThat(page.locator("#changes")).containsText("change.mssante.test");
        page.locator("#changes-search input").fill("introuvable");
        assertThat(page.getByText("Aucun changement ne correspond.")).isVisible();
        page.locator("#changes-search input").fill("");
        page.locator("#changes-kind").click();
        page.locator("vaadin-select-item")
                .filter(new Locator.FilterOptions().setHasText("Parti"))
                .click();
        assertThat(page.locator("#changes-count")).hasText("1 domaine concerné");
        assertThat(page.locator("#changes")).containsText("parti.mssante.test");

        page.locator("#whitelists .vm-who:visible").last().click();
        assertThat(page.locator("#whitelist-detail")).containsText("Première liste : rien à comparer");
    }

    @Test
    void aHeldListIsLookedAtAndTakenByTypingHowManyDomainsGo() {
        lists.add(Way.FETCHED, "system");
        lists.hold("a");
        signIn("trust");
        assertThat(page.locator("#trust-failure")).containsText("1500 of 6554");
        assertThat(page.locator("#trust-held")).containsText("Une liste attend votre décision");
        page.locator("#changes-search input").fill("parti");
        assertThat(page.locator("#changes-count")).hasText("1 domaine concerné");
        assertThat(Browser.accessibilityFaults(page)).isEmpty();
        Browser.picture(page, "trust-held");

        page.locator("#trust-accept").click();
        assertThat(page.locator("#typed-yes")).isDisabled();
        page.locator("#typed input").fill("1499");
        assertThat(page.locator("#typed-yes")).isDisabled();
        lists.hold("b");
        page.locator("#typed input").fill("1500");
        page.locator("#typed-yes").click();
        assertThat(page.locator("vaadin-notification-card").first()).containsText("Une autre liste est retenue");
        assertThat(lists.decisions).as("only what was looked at is taken").isEmpty();

        page.locator("#trust-accept").click();
        page.locator("#typed input").fill("1500");
        page.locator("#typed-yes").click();
        assertThat(page.locator("#trust-held")).hasCount(0);
        assertThat(page.locator("#trust-failure")).hasCount(0);
        assertThat(lists.decisions).containsExactly("accept b");
    }

    @Test
    void aHeldListIsRefusedAndStaysToBeSeen() {
        lists.add(Way.FETCHED, "system");
        lists.hold("a");
        signIn("trust");
        page.locator("#trust-refuse").click();
        page.locator("vaadin-confirm-dialog vaadin-button[slot='confirm-button']")
                .click();
        assertThat(page.locator("#trust-held")).containsText("Cette liste a été refusée");
        assertThat(page.locator("#trust-refuse")).hasCount(0);
        assertThat(lists.decisions).containsExactly("refuse a");
    }

    @Test
    void aDomainOfOursThatGotLostIsAnAlarm() {
        var well = new OwnListing("bien.mssante.test", State.LISTED, "CN=mx.operateur.mssante.test", Optional.empty());
        lists.own = List.of(well);
        signIn("trust");
        assertThat(page.locator("#trust-own")).containsText("1 sur 1");
        assertThat(page.locator("#trust-own [role='alert']")).hasCount(0);

        lists.own = List.of(
                new OwnListing(
                        "perdu.mssante.test",
                        State.UNLISTED,
                        "CN=mx.operateur.mssante.test",
                        Optional.of(Instant.parse("2026-11-21T09:00:00Z"))),
                well);
        assertThat(page.locator("#trust-own [role='alert']")).containsText("Prévenez l’ANS");
        assertThat(page.locator("#trust-own")).containsText("perdu.mssante.test");
        assertThat(page.locator("#trust-own")).containsText("Absent de la liste, depuis la liste du 21 nov. 2026");
        assertThat(Browser.accessibilityFaults(page)).isEmpty();
        Browser.picture(page, "trust-own-lost");
    }
}
