package fr.vaguemestre.ui.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import fr.vaguemestre.api.access.User;
import fr.vaguemestre.api.bal.Bal;
import fr.vaguemestre.api.bal.BalFilter;
import fr.vaguemestre.api.bal.BalState;
import fr.vaguemestre.api.paging.PageRequest;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The whole way without a mouse, in a real browser: only keys are pressed, text is typed as people type it, and after each step
 * it is seen where the keyboard is.
 */
@InBrowser
class KeyboardLiveTest {
    private static final String CLINIC = "clinique.mssante.test";
    private static final String CHU = "ch-exemple.mssante.test";
    private static Browser browser;

    private ConsoleDevServer server;
    private Page page;
    private Keys keys;

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
        server.sample();
        page = browser.open("fr-FR", 1440, 900);
        keys = new Keys(page);
    }

    @AfterEach
    void stop() {
        browser.leave(page);
        server.close();
        assertThat(browser.errors()).as("errors of scripts").isEmpty();
    }

    private void signIn(String place, String person) {
        page.navigate(server.url() + place);
        keys.at("#username").type(person).press("Tab").at("#password");
        keys.type(ConsoleDevServer.PASSWORD).press("Enter").at("main h1");
    }

    private Locator told(String words) {
        Locator card = page.locator("vaadin-notification-card").filter(new Locator.FilterOptions().setHasText(words));
        assertThat(card).isVisible();
        return card;
    }

    @Test
    void pagesAreReachedByTheMenuAndBeginAtTheirHeading() {
        signIn("home", "admin");
        assertThat(page.locator("h1")).hasText("Bonjour, admin");
        anew();
        keys.press("Tab").at(".vm-skip").press("Enter").at("main#content");
        keys.press("Tab").at("main a");
        anew();
        keys.press("Tab").at(".vm-skip").press("Tab").at("vaadin-side-nav-item[path='home']");
        keys.tabTo("vaadin-side-nav-item[path='domains']").press("Enter").at("main h1");
        assertThat(page.locator("h1")).hasText("Domaines");
        page.goBack();
        assertThat(page.locator("h1")).hasText("Bonjour, admin");
        keys.at("main h1");
        keys.backTo("#own-password")
                .press("Enter")
                .at("#password-current")
                .press("Escape")
                .at("#own-password");
        keys.tabTo(".vm-drawer-foot [data-choice='dark']").press("Space");
        assertThat(page.locator("html")).hasAttribute("data-look", "dark");
        keys.at("[data-choice='dark']").backTo("#sign-out").press("Enter").at("#username");
        assertThat(page.locator("#sign-in-message")).hasAttribute("role", "alert");
    }

    /** A window that is loaded anew begins at its first thing. */
    private void anew() {
        page.reload();
        assertThat(page.locator("main h1")).isVisible();
        assertThat(page.locator("vaadin-side-nav-item[path='settings']")).isVisible();
        assertThat(keys.where()).isEqualTo("body < html");
    }

    @Test
    void aDomainIsFoundChangedKeptFromLossAndRemoved() {
        signIn("domains", "admin");
        keys.press("Alt+r").at("#search").type("clinique");
        assertThat(page.locator("#domain-count")).hasText("1 domaine");
        keys.press("Escape").at("#search");
        assertThat(page.locator("#domain-count")).hasText("2 domaines");
        keys.tabTo("#domains").press("Space");
        assertThat(page).hasURL(Pattern.compile(".*sort=name$"));
        keys.press("Space");
        assertThat(page).hasURL(Pattern.compile(".*sort=-name$"));
        keys.at("#domains").press("Tab").onRow(CLINIC).press("Enter").at("#domain-label");

        keys.retype("Clinique du Parc").press("Escape").at("vaadin-confirm-dialog");
        keys.press("Escape").at("#domain-label");
        assertThat(page.locator("#domain-label input")).hasValue("Clinique du Parc");
        keys.press("Enter").onRow("Clinique du Parc");
        Locator notice = told("clinique.mssante.test a été modifié");
        assertThat(notice).hasAttribute("role", "alert");
        assertThat(notice).hasAttribute("aria-live", "polite");
        assertThat(label()).isEqualTo("Clinique du Parc");

        keys.press("Enter").at("#domain-label").retype("perdu").press("Escape").at("vaadin-confirm-dialog");
        keys.press("Enter").onRow("Clinique du Parc");
        assertThat(page.locator("#domain-form")).hasCount(0);
        assertThat(label()).isEqualTo("Clinique du Parc");
        removed();
    }

    private void removed() {
        keys.press("Enter")
                .at("#domain-label")
                .tabTo("#domain-remove")
                .press("Enter")
                .at("#typed");
        keys.press("Escape").at("#domain-remove").press("Enter").at("#typed");
        keys.type(CLINIC)
                .press("Tab")
                .at("vaadin-dialog vaadin-button:not(#typed-yes)")
                .press("Enter");
        keys.at("#domain-remove");
        assertThat(page.locator("#typed")).hasCount(0);
        assertThat(label()).as("given up").isEqualTo("Clinique du Parc");
        keys.press("Enter").at("#typed").type(CLINIC).press("Enter");
        assertThat(page.locator("#domain-count")).hasText("1 domaine");
        keys.onRow(CHU);
        keys.press("Enter").at("#domain-label").press("Escape").onRow(CHU);
    }

    private String label() {
        return server.services.tenancy.domain(MemoryAuth.ADMIN, CLINIC).label();
    }

    @Test
    void accountsArePickedBySpaceAndOneIsMade() {
        signIn("people", "admin");
        keys.tabTo("#persons").press("Tab").onRow("ada.inf").press("Space");
        assertThat(page.locator("#picked")).containsText("1 ligne sélectionnée");
        keys.press("ArrowDown").onRow("admin").press("Space");
        assertThat(page.locator("#picked")).containsText("2 lignes sélectionnées");
        keys.backTo("#person-suspend").press("Enter").at("#job-close");
        assertThat(page.locator("#job-told")).hasText("1 élément traité. 1 refusé :");
        keys.press("Enter").at("#persons");
        assertThat(page.locator("#picked")).isHidden();

        keys.press("Alt+n").at("#person-username").type("nouvelle").press("Tab").at("#person-password");
        keys.type("un long mot de passe").tabTo("#person-mailboxes");
        keys.type("ada.inf@" + CHU).press("Enter").type("kit.doc@" + CHU);
        assertThat(page.locator("#person-mailboxes textarea")).hasValue("ada.inf@" + CHU + "\nkit.doc@" + CHU);
        keys.tabTo("#person-form-send").press("Enter");
        told("Le compte nouvelle a été créé");
        keys.at("#person-password").press("Escape").onRow("nouvelle");
        assertThat(server.services
                        .users
                        .list(MemoryAuth.ADMIN, PageRequest.first())
                        .items())
                .filteredOn(user -> user.username().equals("nouvelle"))
                .singleElement()
                .extracting(User::mailboxes)
                .isEqualTo(java.util.Set.of("ada.inf@" + CHU, "kit.doc@" + CHU));
    }

    @Test
    void aMailboxIsMadeChangedSuspendedBroughtBackAndClosed() {
        signIn("bal", "admin");
        long before = boxes();
        keys.press("Alt+n").at("#bal-domain").tabTo("#bal-form .vm-buttons vaadin-button:not(#bal-create)");
        keys.press("Enter").at("#bal-new").press("Enter").at("#bal-domain");
        keys.type("ch-ex");
        assertThat(page.locator("vaadin-combo-box-item:visible")).hasText(new String[] {CHU});
        keys.press("ArrowDown", "Enter").at("#bal-domain");
        keys.tabTo("#bal-rpps").type("99700218896").tabTo("#bal-givenName").type("Maud");
        keys.press("Tab")
                .at("#bal-familyName")
                .type("Neuf")
                .tabTo("#bal-create")
                .press("Enter");
        String address = "maud.neuf@" + CHU;
        told(address);
        keys.at("#bal-detail").press("Escape").onRow(address);
        assertThat(boxes()).as("made once").isEqualTo(before + 1);

        keys.press("ArrowRight", "Space").at("#bal-detail").tabTo("#bal-edit").press("Enter");
        keys.at("#bal-change-displayName").retype("Maud NEUF, cardiologie").press("Enter");
        keys.onRow("Maud NEUF, cardiologie").press("Enter").at("#bal-detail");
        keys.tabTo("#bal-suspend").press("Enter");
        assertThat(page.locator("#bal-resume")).isVisible();
        keys.at("#bal-detail").tabTo(".vm-notice-act").press("Enter");
        assertThat(page.locator("#bal-suspend")).isVisible();
        assertThat(state(address)).isEqualTo(BalState.ACTIVE);
        keys.at("#bal-detail")
                .tabTo("#bal-close")
                .press("Enter")
                .at("#typed")
                .type(address)
                .press("Enter");
        assertThat(page.locator("#bal-close")).hasCount(0);
        assertThat(state(address)).isEqualTo(BalState.FERMEE);
        keys.at("#bal-detail").tabTo(".vm-panel-close").press("Enter").onRow(address);
    }

    private long boxes() {
        return server.services
                .bals
                .list(MemoryAuth.ADMIN, BalFilter.all(), PageRequest.first())
                .total();
    }

    private BalState state(String address) {
        Bal bal = server.services.bals.get(MemoryAuth.ADMIN, address);
        return bal.state();
    }

    @Test
    void aMonthIsHandedInAndItsReceiptComesByItself() {
        signIn("indicators?month=2026-10", "admin");
        assertThat(page.locator("#indicators-state")).containsText("Ce mois est clos");
        keys.tabTo("#indicators-submit")
                .press("Enter")
                .at("vaadin-confirm-dialog")
                .press("Enter");
        assertThat(page.locator("#indicators-state")).containsText("En attente de dépôt");
        server.services.figures.receive("RECU-1");
        assertThat(page.locator("#indicators-state")).containsText("récépissé RECU-1");
        assertThat(page.locator("#indicators-submit")).hasCount(0);
        keys.at("main h1");
    }

    @Test
    void mailIsOpenedByEnterAndFoldersKeepTheKeyboard() {
        server.services.webmail.arrive("ada.inf@" + CHU, "kit.doc@" + CHU, "Radio", "Rien.", null, Map.of());
        signIn("mail", "kit.doc");
        keys.tabTo("#mails").onRow("Radio").press("Enter").at("#mail");
        assertThat(page.locator("#mail .vm-mail-text")).containsText("Rien.");
        keys.press("Escape").onRow("Radio");
        keys.press("Alt+n").at("#mail-form").press("Escape").at("#mails");
        keys.backTo("#folders [data-folder='Sent']").press("Enter");
        assertThat(page.locator("#mail-count")).hasText("0 message");
        keys.at("#folders [data-folder='Sent']");
    }
}
