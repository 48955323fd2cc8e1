package fr.vaguemestre.ui.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.icon.VaadinIcon;
import fr.vaguemestre.api.access.User;
import fr.vaguemestre.api.bal.Bal;
import fr.vaguemestre.api.bal.BalState;
import fr.vaguemestre.api.confiance.AcceptedWhiteList.Way;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.console.spi.ConsoleContext;
import fr.vaguemestre.console.spi.Level;
import fr.vaguemestre.testkit.Await;
import fr.vaguemestre.ui.shell.PageView;
import java.nio.file.Files;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each page of the operator's administrators does its main act, in a real browser on services in memory. */
@InBrowser
class PagesLiveTest {
    private static final String ADA = "ada.inf@ch-exemple.mssante.test";
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
        server.sample();
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

    private void go(String id) {
        page.locator("vaadin-side-nav-item[path='" + id + "']").click();
        assertThat(page).hasURL(Pattern.compile(".*/console/" + id + "$"));
        assertThat(page.locator("h1")).isVisible();
    }

    private void told(String words) {
        assertThat(page.locator("vaadin-notification-card").filter(new Locator.FilterOptions().setHasText(words)))
                .isVisible();
    }

    private void confirm(String word) {
        page.locator("#typed input").fill(word);
        page.locator("#typed-yes").click();
    }

    @Test
    void theMenuHasThreeLevels() {
        signIn("");
        assertThat(page).hasURL(Pattern.compile(".*/console/home$"));
        Locator groups = page.locator(".vm-menu vaadin-side-nav > [slot=label]");
        assertThat(groups).hasText(new String[] {"Plateforme", "Domaines et boîtes", "Mon espace"});
        assertThat(page.locator("#home-platform")).containsText("1 à renouveler");
        assertThat(page.locator("[data-waiting='home.queue']")).containsText("2 messages en attente");
        page.locator("[data-waiting='home.suspended'] a").click();
        assertThat(page.locator("#bal-count")).hasText("1 boîte");
        page.locator("#sign-out").click();
        Browser.signIn(page, server.url() + "home", "kit.doc", ConsoleDevServer.PASSWORD);
        assertThat(groups).hasText(new String[] {"Mon espace"});
        assertThat(page.locator("vaadin-side-nav-item[path='trust']")).hasCount(0);
    }

    @Test
    void aDomainIsMadeChangedAndRemoved() {
        signIn("domains");
        page.keyboard().press("Alt+n");
        page.locator("#domain-name input").fill("nouveau.elsewhere.example");
        page.locator("#domain-label input").fill("Nouveau");
        page.locator("#domain-finess input").fill("12");
        page.locator("#domain-mailboxes input").fill("200");
        page.locator("#domain-storage input").fill("50");
        page.locator("#domain-form-send").click();
        assertThat(page.locator("#domain-finess [slot=error-message]")).containsText("9 caractères");
        page.locator("#domain-finess input").fill("750000018");
        page.locator("#domain-form-send").click();
        assertThat(page.locator("#domain-name [slot=error-message]")).containsText("suffixe de l’espace de confiance");
        page.locator("#domain-name input").fill("nouveau.mssante.test");
        page.locator("#domain-form-send").click();
        told("nouveau.mssante.test a été créé");
        page.locator("#domain-label input").fill("Nouveau nom");
        page.locator("#domain-form-send").click();
        told("nouveau.mssante.test a été modifié");
        page.locator("#domains .vm-who:visible")
                .filter(new Locator.FilterOptions().setHasText("Nouveau nom"))
                .click();
        page.locator("#domain-remove").click();
        assertThat(page.locator("#typed-yes")).isDisabled();
        confirm("nouveau.mssante.test");
        assertThat(page.locator("#domain-count")).hasText("2 domaines");
    }

    @Test
    void anAuthorityIsLookedAtTrustedAndRemoved() {
        signIn("authorities");
        assertThat(page.locator("#authority-count")).hasText("2 autorités");
        page.locator("#authority-new").click();
        page.locator("#authority-certificate textarea").fill("rien");
        page.locator("#authority-form-send").click();
        assertThat(page.locator("#authority-certificate [slot=error-message]"))
                .containsText("aucun certificat lisible");
        assertThat(Browser.accessibilityFaults(page)).as("the form").isEmpty();
        page.locator("#authority-certificate textarea").fill("racine 2");
        page.locator("#authority-form-send").click();
        assertThat(page.locator("#authority-detail")).containsText("CD:CD:CD:CD");
        assertThat(page.locator("#authority-count")).hasText("2 autorités");
        page.locator("#authority-trust").click();
        assertThat(page.locator("#typed-yes")).isDisabled();
        confirm("cd:cd:cd:cd");
        told("AC RACINE 2 TEST est maintenant de confiance");
        assertThat(page.locator("#authority-count")).hasText("3 autorités");
        page.locator("#authoritys .vm-who:visible")
                .filter(new Locator.FilterOptions().setHasText("AC RACINE 2 TEST"))
                .click();
        assertThat(page.locator("#authority-detail")).containsText("mx.operateur.mssante.test");
        page.locator("#authority-remove").click();
        confirm("AC RACINE 2 TEST");
        told("AC RACINE 2 TEST n’est plus de confiance");
        assertThat(page.locator("#authority-count")).hasText("2 autorités");
    }

    @Test
    void whatWasFilledInIsNotLostUnasked() {
        signIn("people");
        page.locator("#person-new").click();
        page.locator("#person-username input").fill("nouvelle");
        page.locator("#person-username input").press("Tab");
        page.locator("vaadin-side-nav-item[path='domains']").click();
        Locator question = page.locator("vaadin-confirm-dialog");
        assertThat(question).containsText("Quitter sans enregistrer");
        page.getByText("Annuler").last().click();
        assertThat(page.locator("#person-username input")).hasValue("nouvelle");
        page.locator("#person-password input").fill("court");
        page.locator("#person-form-send").click();
        assertThat(page.locator("#person-password [slot=error-message]")).containsText("12 caractères");
        assertThat(Browser.accessibilityFaults(page)).as("the form").isEmpty();
        page.locator("#person-password input").fill("un long mot de passe");
        page.locator("#person-mailboxes textarea").fill(ADA);
        page.locator("#person-form-send").click();
        told("Le compte nouvelle a été créé");
        go("domains");
        assertThat(question).hasCount(0);
    }

    @Test
    void manyAccountsAreSuspendedAtOnceWithAReport() {
        signIn("people");
        page.locator("#persons vaadin-checkbox:visible").first().click();
        page.locator("#pick-all").click();
        assertThat(page.locator("#picked")).containsText("6 lignes sélectionnées");
        page.locator("#person-suspend").click();
        assertThat(page.locator("#job-told")).hasText("5 éléments traités. 1 refusé :");
        Browser.picture(page, "job-report");
        page.locator("#job-close").click();
        assertThat(page.locator("#picked")).isHidden();
        assertThat(server.services
                        .users
                        .list(MemoryAuth.ADMIN, PageRequest.first())
                        .items())
                .filteredOn(User::active)
                .extracting(User::username)
                .containsExactly("admin");
    }

    @Test
    void aLongJobIsStoppedAndTellsWhatItLeft() {
        var gate = new Semaphore(3);
        server.services.users.hold(gate);
        signIn("people");
        page.locator("#persons vaadin-checkbox:visible").first().click();
        page.locator("#pick-all").click();
        assertThat(page.locator("#picked")).containsText("6 lignes sélectionnées");
        page.locator("#person-suspend").click();
        Await.until("the fourth waits", 20, gate::hasQueuedThreads);
        assertThat(page.locator("#job-told")).hasText("3 sur 6");
        page.locator("#job-stop").click();
        assertThat(page.locator("#job-told")).hasText("S’arrête après l’élément en cours…");
        gate.release(10);
        assertThat(page.locator("#job-told")).containsText("2 laissés de côté");
        page.locator("#job-close").click();
    }

    @Test
    void aPageThatFailsLeavesTheMenuAndGivesANumber() {
        server.add(new PageView("broken", "page.failed.title", VaadinIcon.BUG, Level.ME) {
            @Override
            public Component create(ConsoleContext context) {
                throw new IllegalStateException("as the test wants");
            }
        });
        signIn("broken");
        assertThat(page.locator("main .vm-state")).containsText("ui-");
        go("domains");
        assertThat(page.locator("#domain-count")).hasText("2 domaines");
    }

    @Test
    void whatWaitsIsTriedAgainAndFollowed() {
        signIn("queue");
        page.locator("#queues .vm-who:visible").first().click();
        assertThat(page.locator("#queue-detail")).containsText("unreachable");
        page.locator("#queue-retry-one").click();
        assertThat(page.locator("#queue-count")).hasText("1 message en attente");
        go("trace");
        page.locator("#filter-address input").fill("labo@absent.mssante.test");
        assertThat(page.locator("#trace-count")).hasText("2 étapes");
        page.locator("#filter-address input").fill("nobody@absent.mssante.test");
        assertThat(page.getByText("Rien ne correspond")).isVisible();
        assertThat(page).hasURL(Pattern.compile(".*address=nobody.*"));
    }

    @Test
    void theTrustSpaceTellsItsTroubleAndAnOperatorIsLookedAt() {
        server.services.confiance.lists.add(Way.FETCHED, "system");
        server.services.confiance.lists.hold("a");
        signIn("trust");
        assertThat(page.locator("#trust-failure")).containsText("1500 of 6554");
        page.locator("#trust-accept").click();
        confirm("1500");
        assertThat(page.locator("#trust-failure")).hasCount(0);
        page.locator("#trust-domain input").fill("chu.mssante.test");
        page.locator("#trust-look").click();
        assertThat(page.locator("#trust-found")).containsText("Prêts : tout est en règle");
        page.locator("#trust-domain input").fill("absent.mssante.test");
        page.locator("#trust-look").click();
        assertThat(page.locator("#trust-found")).containsText("n’est pas sur la liste blanche");
        go("certificates");
        assertThat(page.locator("#certificates vaadin-badge:visible").first()).hasText("12 jours");
        page.locator("#certificates .vm-who:visible")
                .filter(new Locator.FilterOptions().setHasText("mail.ch-exemple.mssante.test"))
                .click();
        assertThat(page.locator("#certificate-detail")).containsText("Nom d’un établissement");
    }

    @Test
    void aMailboxIsChangedSuspendedBroughtBackAndClosed() {
        signIn("bal?q=ada.inf");
        assertThat(page.locator("#search input")).hasValue("ada.inf");
        page.locator("#bals .vm-who:visible").first().click();
        page.locator("#bal-edit").click();
        page.locator("#bal-change-service input").fill("Cardiologie");
        page.locator("#bal-change-send").click();
        told("a été modifiée");
        page.locator("#bals .vm-who:visible").first().click();
        assertThat(page.locator("#bal-detail")).containsText("Cardiologie");
        page.locator("#bal-suspend").click();
        assertThat(page.locator("#bals vaadin-badge:visible").first()).hasText("Suspendue");
        page.getByText("Annuler cette action").click();
        assertThat(page.locator("#bals vaadin-badge:visible").first()).hasText("Active");
        page.locator("#bal-close").click();
        confirm(ADA);
        assertThat(page.locator("#bals vaadin-badge:visible").first()).hasText("Fermée");
        Bal closed = server.services.bals.get(MemoryAuth.ADMIN, ADA);
        assertThat(closed.state()).isEqualTo(BalState.FERMEE);
        assertThat(closed.service()).isEqualTo("Cardiologie");
        assertThat(page.locator("#bal-close")).hasCount(0);
    }

    @Test
    void filtersStandInTheAddressAndAnExportHoldsWhatTheyShow() throws Exception {
        signIn("bal?state=ACTIVE&sort=-displayName");
        assertThat(page.locator("#bal-count")).hasText("8 boîtes");
        assertThat(page.locator("#bals .vm-who:visible").first()).containsText("Urgences adultes");
        page.locator("#search input").fill("ch-exemple");
        assertThat(page).hasURL(Pattern.compile(".*\\?q=ch-exemple&sort=-displayName&state=ACTIVE$"));
        assertThat(page.locator("#bal-count")).hasText("7 boîtes");
        Download saved = page.waitForDownload(() -> page.locator("#bal-export").click());
        assertThat(Files.readString(saved.path()))
                .startsWith("\ufeff\"Adresse\";")
                .hasLineCount(8);
        page.reload();
        assertThat(page.locator("#bal-count")).hasText("7 boîtes");
    }
}
