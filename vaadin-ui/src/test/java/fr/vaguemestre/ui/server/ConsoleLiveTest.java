package fr.vaguemestre.ui.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static fr.vaguemestre.ui.server.ConsoleJourney.name;
import static fr.vaguemestre.ui.server.ConsoleJourney.newMailbox;
import static fr.vaguemestre.ui.server.ConsoleJourney.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.VerticalLayout;
import fr.vaguemestre.api.bal.BalState;
import fr.vaguemestre.api.bal.BalType;
import fr.vaguemestre.api.problem.Unavailable;
import fr.vaguemestre.console.spi.ConsoleContext;
import fr.vaguemestre.console.spi.ConsoleView;
import fr.vaguemestre.testkit.Await;
import fr.vaguemestre.ui.registry.News;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an open page does by itself while things change around it, in a real browser that never reloads. */
@InBrowser
class ConsoleLiveTest {
    private static final String DOMAIN = "ch-exemple.mssante.test";
    private static Browser browser;

    @BeforeAll
    static void open() {
        browser = new Browser();
    }

    @AfterAll
    static void close() {
        browser.close();
    }

    private static Page signedIn(ConsoleDevServer server, String username) {
        Page page = browser.signedIn(server.url() + "bal", username, ConsoleDevServer.PASSWORD);
        assertThat(page.locator("#bals")).isVisible();
        return page;
    }

    @Test
    void theFirstPageNamesEveryScriptThatItWillRun() throws Exception {
        try (var server = ConsoleDevServer.start(0)) {
            Page page = browser.open("fr-FR", 1440, 900);
            List<String> asked = new CopyOnWriteArrayList<>();
            page.onRequest(request -> asked.add(URI.create(request.url()).getPath()));
            page.navigate(server.url() + "sign-in");
            assertThat(page.locator("#username")).isVisible();
            List<String> run = asked.stream()
                    .filter(path -> path.contains("/VAADIN/build/"))
                    .toList();
            assertThat(run).hasSizeGreaterThan(4).doesNotHaveDuplicates();
            assertThat(page.locator("link[rel=modulepreload]").all().stream()
                            .map(link -> (String) link.evaluate("link => new URL(link.href).pathname")))
                    .containsAll(run);
            browser.leave(page);
        }
    }

    @Test
    void whatOthersMakeAppears() throws Exception {
        try (var server = ConsoleDevServer.start(0)) {
            Page page = signedIn(server, "gestion");
            assertThat(page.getByText("Pas encore de boîte aux lettres")).isVisible();
            String address = "urgences@" + DOMAIN;
            var made = MemoryBals.bal(address, BalType.ORG, "Urgences", 0, BalState.CREEE);
            server.services.bals.put(made.build());
            server.news.publish(News.Kind.BALS);
            assertThat(row(page, address)).isVisible();
            assertThat(page.locator("#bal-count")).hasText("1 boîte");
            row(page, address).click();
            assertThat(page.locator("#bal-detail")).containsText("0\u00a0o sur 1\u00a0Go");
            server.services.bals.put(MemoryBals.bal(address, BalType.ORG, "Urgences", 5L << 20, BalState.ACTIVE)
                    .build());
            assertThat(page.locator("#bal-detail")).containsText("5\u00a0Mo sur 1\u00a0Go");
            assertThat(page.locator("#bal-detail")).containsText("Active");
            assertThat(page.locator("#bals vaadin-badge:visible").first()).hasText("Active");
            browser.leave(page);
        }
    }

    @Test
    void anAbsentDatabaseIsToldAndItsReturnSeen() throws Exception {
        try (var server = ConsoleDevServer.start(0)) {
            server.sample();
            Page page = signedIn(server, "gestion");
            assertThat(row(page, "kit.doc@")).isVisible();
            server.services.bals.failWith(new Unavailable("store.unavailable", "no database"));
            assertThat(page.locator(".vm-banner")).containsText("La base de données ne répond pas");
            assertThat(row(page, "kit.doc@")).isVisible();
            Browser.picture(page, "database-away");
            server.services.bals.failWith(null);
            page.locator(".vm-banner vaadin-button").click();
            assertThat(page.locator(".vm-banner")).isHidden();
            server.services.bals.failWith(new Unavailable("store.unavailable", "no database"));
            page.reload();
            assertThat(page.getByText("La liste ne peut pas être lue")).isVisible();
            server.services.bals.failWith(null);
            assertThat(row(page, "kit.doc@")).isVisible();
            browser.leave(page);
        }
    }

    @Test
    void aDatabaseThatIsLongInFailingIsToldAllTheSame() throws Exception {
        try (var server = ConsoleDevServer.start(0)) {
            server.sample();
            Page page = signedIn(server, "gestion");
            row(page, "kit.doc@").click();
            assertThat(page.locator("#bal-detail")).containsText("kit.doc@");
            server.services.bals.failWith(new Unavailable("store.unavailable", "no database"), Duration.ofSeconds(3));
            var soon = new LocatorAssertions.IsVisibleOptions().setTimeout(15_000);
            assertThat(page.locator(".vm-banner")).isVisible(soon);
            assertThat(row(page, "urgences@")).isVisible();
            assertThat(page.locator("#bal-detail")).containsText("kit.doc@");
            row(page, "urgences@").click();
            assertThat(page.locator("#bal-detail"))
                    .containsText("urgences@", new LocatorAssertions.ContainsTextOptions().setTimeout(15_000));
            server.services.bals.failWith(null);
            assertThat(page.locator(".vm-banner")).isHidden(new LocatorAssertions.IsHiddenOptions().setTimeout(15_000));
            browser.leave(page);
        }
    }

    @Test
    void signInWaitsForItsService() throws Exception {
        try (var server = ConsoleDevServer.start(0)) {
            server.services.authAway(true);
            Page page = browser.open("fr-FR", 1440, 900);
            page.navigate(server.url());
            assertThat(page.locator("#sign-in-message")).containsText("Le service démarre");
            assertThat(page.locator("#sign-in")).isDisabled();
            Browser.picture(page, "starting");
            server.services.authAway(false);
            assertThat(page.locator("#sign-in-message")).containsText("Le service est prêt");
            assertThat(page.locator("#sign-in")).isEnabled();
            browser.leave(page);
        }
    }

    @Test
    void fiveFailuresTellHowLongToWait() throws Exception {
        try (var server = ConsoleDevServer.start(0)) {
            Page page = browser.open("en-GB", 1440, 900);
            page.navigate(server.url());
            page.locator("#username input").fill("gestion");
            for (int i = 0; i < 6; i++) {
                page.locator("#password input").fill("wrong " + i);
                page.keyboard().press("Enter");
                assertThat(page.locator("#password input")).hasValue("");
            }
            assertThat(page.locator("#sign-in-message"))
                    .hasText("Too many failures: sign-in is locked. Try again in 15 minutes.");
            browser.leave(page);
        }
    }

    @Test
    void aSessionEndedElsewhereLeadsToSignInAndBack() throws Exception {
        try (var server = ConsoleDevServer.start(0)) {
            Page page = signedIn(server, "gestion");
            server.services.auth.endAll();
            assertThat(page.locator("#sign-in-message")).containsText("Votre session a pris fin");
            assertThat(page).hasURL(Pattern.compile(".*/sign-in$"));
            browser.leave(page);
        }
    }

    /** Twenty seconds, for with a few the session may end, or its page talk too often, while the person signs in. */
    @Test
    void anIdleSessionEnds() throws Exception {
        try (var server = ConsoleDevServer.start(0, 20)) {
            Page page = signedIn(server, "gestion");
            assertThat(server.services.auth.sessions()).isEqualTo(1);
            assertThat(page.locator("#username")).isVisible();
            Await.until("the session is taken back", 20, () -> server.services.auth.sessions() == 0);
            browser.leave(page);
        }
    }

    @Test
    void aUserReadsItsOwnMailboxOnly() throws Exception {
        try (var server = ConsoleDevServer.start(0)) {
            server.sample();
            Page page = signedIn(server, "kit.doc");
            assertThat(page.locator("h1")).hasText("Mes boîtes aux lettres");
            assertThat(page.locator("#bal-count")).hasText("1 boîte");
            assertThat(row(page, "kit.doc@")).isVisible();
            assertThat(page.locator("#bal-new")).hasCount(0);
            page.keyboard().press("Alt+n");
            row(page, "kit.doc@").click();
            assertThat(page.locator("#bal-detail")).isVisible();
            assertThat(page.locator("#bal-form")).hasCount(0);
            browser.leave(page);
        }
    }

    @Test
    void aSuperAdministratorChoosesAmongAllDomains() throws Exception {
        try (var server = ConsoleDevServer.start(0)) {
            server.sample();
            Page page = signedIn(server, "admin");
            assertThat(page.locator("#bal-count")).hasText("11 boîtes");
            page.locator("vaadin-combo-box").first().locator("input").fill("clinique");
            page.locator("vaadin-combo-box-item:visible").first().click();
            assertThat(page.locator("#bal-count")).hasText("1 boîte");
            browser.leave(page);
        }
    }

    @Test
    void aNewMailboxIsBroughtIntoSight() throws Exception {
        try (var server = ConsoleDevServer.start(0)) {
            server.many("b", 200);
            server.many("z", 200);
            Page page = signedIn(server, "gestion");
            for (String given : List.of("Maud", "Zz", "Aa")) {
                String address = given.toLowerCase(Locale.ROOT) + ".neuf@" + DOMAIN;
                Locator form = newMailbox(page, DOMAIN);
                name(form, "99700218896", given, "Neuf");
                form.locator("#bal-create").click();
                assertThat(page.locator("vaadin-notification-card")
                                .filter(new Locator.FilterOptions().setHasText(address)))
                        .isVisible();
                assertThat(row(page, address)).isInViewport();
                assertThat(page.locator("#bal-detail")).containsText(address);
            }
            assertThat(page.locator("#bal-count")).hasText("403 boîtes");
            Browser.picture(page, "created-among-hundreds");
            browser.leave(page);
        }
    }

    @Test
    void aNewMailboxThatTheListHidesIsOffered() throws Exception {
        try (var server = ConsoleDevServer.start(0)) {
            server.many("b", 4_100);
            Page page = signedIn(server, "gestion");
            page.locator("#search input").fill("b00012");
            assertThat(page.locator("#bal-count")).hasText("1 boîte");
            for (String given : List.of("Maud", "Zz")) {
                String address = given.toLowerCase(Locale.ROOT) + ".neuf@" + DOMAIN;
                Locator form = newMailbox(page, DOMAIN);
                name(form, "99700218896", given, "Neuf");
                form.locator("#bal-create").click();
                assertThat(page.locator("#bal-detail")).containsText(address);
                assertThat(row(page, address)).hasCount(0);
                Browser.picture(page, "created-hidden");
                page.getByText("L’afficher").click();
                assertThat(page.locator("#bal-count")).hasText("1 boîte");
                assertThat(row(page, address)).isInViewport();
                page.locator("#search input").fill("");
                assertThat(page.locator("#bal-count")).not().hasText("1 boîte");
            }
            browser.leave(page);
        }
    }

    @Test
    void thousandsOfMailboxesScroll() throws Exception {
        try (var server = ConsoleDevServer.start(0)) {
            server.many("b", 10_000);
            Page page = signedIn(server, "gestion");
            assertThat(page.locator("#bal-count")).hasText("10000 boîtes");
            page.evaluate("document.querySelector('#bals').scrollToIndex(9999)");
            assertThat(row(page, "b09999@")).isVisible();
            page.evaluate("document.querySelector('#bals').scrollToIndex(0)");
            assertThat(row(page, "b00000@")).isVisible();
            browser.leave(page);
        }
    }

    @Test
    void aVendorsPageComesAndGoesInAnOpenBrowser() throws Exception {
        try (var server = ConsoleDevServer.start(0)) {
            Page page = signedIn(server, "gestion");
            var guest = new GuestView();
            server.add(guest);
            Locator entry =
                    page.locator("vaadin-side-nav-item").filter(new Locator.FilterOptions().setHasText("Invité"));
            entry.click();
            assertThat(page).hasURL(Pattern.compile(".*/console/guest$"));
            page.getByText("Press").click();
            assertThat(page.getByText("pressed by Claire Fontaine")).isVisible();
            server.remove(guest);
            assertThat(page.getByText("Cette page n’est pas disponible")).isVisible();
            assertThat(entry).hasCount(0);
            assertThat(browser.errors()).isEmpty();
            browser.leave(page);
        }
    }

    /** A page as a vendor would bring it. */
    private static final class GuestView implements ConsoleView {
        @Override
        public String id() {
            return "guest";
        }

        @Override
        public String label(Locale locale) {
            return "Invité";
        }

        @Override
        public Component create(ConsoleContext context) {
            var said = new Span();
            return new VerticalLayout(
                    said,
                    new Button(
                            "Press",
                            click -> said.setText(
                                    "pressed by " + context.caller().displayName())));
        }
    }
}
