package fr.vaguemestre.ui.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import fr.vaguemestre.api.problem.Unavailable;
import fr.vaguemestre.api.webmail.MailContent;
import fr.vaguemestre.api.webmail.NewMessage;
import fr.vaguemestre.ui.registry.News;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A person's mail in a real browser: read, search, write, keep, answer; by keyboard, on a phone, in both languages. */
@InBrowser
class WebmailLiveTest {
    private static final String DOMAIN = "ch-exemple.mssante.test";
    private static final String KIT = "kit.doc@" + DOMAIN;
    private static final String ADA = "Ada INF <ada.inf@" + DOMAIN + ">";
    private static final byte[] PIXEL = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
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
    }

    private void signIn() {
        Browser.signIn(page, server.url(), "kit.doc", ConsoleDevServer.PASSWORD);
        assertThat(page.locator("#mails")).isVisible();
    }

    private Locator mail(String subject) {
        return page.locator("#mails .vm-mail-row:visible").filter(new Locator.FilterOptions().setHasText(subject));
    }

    private Locator folder(String name) {
        return page.locator("#folders [data-folder='" + name + "']");
    }

    private Locator act(String name) {
        return page.locator("#mail [data-act='mail." + name + "']");
    }

    private void check(String name) {
        Browser.picture(page, "mail-" + name);
        assertThat(Browser.accessibilityFaults(page))
                .as("accessibility of " + name)
                .isEmpty();
    }

    private void text(String value) {
        page.locator("#mail-form-text textarea").fill(value);
    }

    @Test
    void whoHasAMailboxSeesItsMailFirst() {
        signIn();
        assertThat(page).hasURL(Pattern.compile(".*/console/mail$"));
        assertThat(page.locator("h1")).hasText("Messagerie");
        assertThat(page.getByText("Aucun message ici")).isVisible();
        check("empty");
        server.services.webmail.arrive(ADA, KIT, "Bonjour", "Le texte", null, Map.of());
        assertThat(mail("Bonjour")).isVisible();
        assertThat(page.locator("#mail-count")).hasText("1 message");
        assertThat(folder("INBOX")).containsText("1");
    }

    @Test
    void aMessageIsReadMarkedFlaggedMovedAndDeleted() {
        server.services.webmail.arrive(ADA, KIT, "Radio du thorax", "Bonjour,\nrien à signaler.", null, Map.of());
        server.services.webmail.arrive(ADA, KIT, "Planning", "Voir dimanche.", null, Map.of());
        signIn();
        assertThat(page.locator(".vm-mail-unread:visible")).hasCount(2);
        check("list");
        mail("Radio").click();
        assertThat(page.locator("#mail .vm-mail-text")).containsText("rien à signaler");
        assertThat(page.locator(".vm-mail-unread:visible")).hasCount(1);
        check("read");
        act("flag").click();
        assertThat(act("unflag")).isVisible();
        act("leave-unread").click();
        assertThat(page.locator("#mail")).hasCount(0);
        assertThat(page.locator(".vm-mail-unread:visible")).hasCount(2);
        mail("Radio").click();
        page.locator("#mail-move").click();
        page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("Patients/2026"))
                .click();
        assertThat(mail("Radio")).hasCount(0);
        folder("Patients/2026").click();
        mail("Radio").click();
        act("delete").click();
        assertThat(page.getByText("Aucun message ici")).isVisible();
        folder("Trash").click();
        assertThat(mail("Radio")).isVisible();
    }

    @Test
    @Tag("fault-57")
    void theHtmlOfAMessageCanDoNothing() {
        server.services.webmail.arrive(
                ADA,
                KIT,
                "<img src=x onerror=alert(1)>",
                "Le texte d’abord",
                "<p id='in'>La <b>mise en forme</b><script>top.hacked=1</script>"
                        + "<img src='https://tracker.example/p.gif'><img src='cid:logo.png' alt='Logo'>"
                        + "<a href='https://evil.example/'>lien</a></p>",
                Map.of("logo.png", PIXEL));
        signIn();
        mail("onerror").click();
        assertThat(page.locator("#mail .vm-mail-text")).hasText("Le texte d’abord");
        page.locator("#mail-format").click();
        FrameLocator frame = page.frameLocator("#mail iframe");
        assertThat(frame.locator("b")).hasText("mise en forme");
        assertThat(frame.locator("img")).hasCount(1);
        assertThat(frame.locator("img")).hasAttribute("src", Pattern.compile("^data:image/png;base64,.*"));
        assertThat(frame.locator("a[href]")).hasCount(0);
        assertThat(page.locator("#mail iframe")).hasAttribute("sandbox", "");
        assertThat(page.evaluate("window.hacked === undefined")).isEqualTo(true);
        check("html");
        assertThat(browser.hosts()).isSubsetOf("localhost", "data", "blob");
    }

    @Test
    void anAttachmentIsSavedAndNeverShown() throws Exception {
        byte[] bytes = "%PDF-1.4 évil".getBytes(StandardCharsets.UTF_8);
        server.services.webmail.arrive(ADA, KIT, "Compte rendu", "Ci-joint.", null, Map.of("compte rendu.pdf", bytes));
        signIn();
        mail("Compte rendu").click();
        Download download = page.waitForDownload(
                () -> page.locator("#mail .vm-attachments a").click());
        assertThat(download.suggestedFilename()).isEqualTo("compte rendu.pdf");
        assertThat(Files.readAllBytes(download.path())).isEqualTo(bytes);
        assertThat(page.waitForDownload(() -> page.locator(".vm-mail-original").click())
                        .suggestedFilename())
                .endsWith(".eml");
    }

    @Test
    void aMessageIsWrittenWithAttachmentsAndAReceipt() {
        signIn();
        page.keyboard().press("Alt+n");
        assertThat(page.locator("#mail-form-to input")).isFocused();
        page.keyboard().press("Control+Enter");
        assertThat(page.locator("#mail-form-to [slot=error-message]")).not().isEmpty();
        check("form-refused");
        page.locator("#mail-form-to input").fill("someone@elsewhere.example");
        page.locator("#mail-form-subject input").fill("Ordonnance");
        text("Bonjour,\nci-joint l’ordonnance.");
        page.locator("#mail-form vaadin-upload input[type=file]")
                .setInputFiles(new FilePayload("ordonnance.pdf", "application/pdf", PIXEL));
        assertThat(page.locator("#mail-form .vm-attachments")).containsText("ordonnance.pdf");
        page.locator("#mail-form-receipt").locator("input").check();
        page.locator("#mail-send").click();
        assertThat(page.locator("#mail-form-to [slot=error-message]")).containsText("someone@elsewhere.example");
        assertThat(server.services.webmail.sent()).isEmpty();
        page.locator("#mail-form-to input").fill(ADA + ", labo@" + DOMAIN);
        check("form");
        page.locator("#mail-form-text textarea").press("Control+Enter");
        assertThat(page.locator("#mail-form")).hasCount(0);
        NewMessage sent = server.services.webmail.sent().get(0);
        assertThat(sent.to()).hasSize(2);
        assertThat(sent.subject()).isEqualTo("Ordonnance");
        assertThat(sent.text()).isEqualTo("Bonjour,\nci-joint l’ordonnance.");
        assertThat(sent.requestMdn()).isTrue();
        assertThat(sent.attachments()).extracting(MailContent::name).containsExactly("ordonnance.pdf");
        assertThat(server.services.webmail.file("ordonnance.pdf")).isEqualTo(PIXEL);
        folder("Sent").click();
        assertThat(mail("Ordonnance")).containsText("Ada INF");
    }

    /** The choice is there for patients alone, is kept in the draft, and is told of what was sent. */
    @Test
    void anExchangeWithAPatientIsClosed() {
        signIn();
        page.locator("#mail-new").click();
        page.locator("#mail-form-to input").fill("ada.inf@" + DOMAIN);
        page.locator("#mail-form-subject input").fill("Dernier mot");
        assertThat(page.locator("#mail-form-close")).isHidden();
        page.locator("#mail-form-to input").fill("199997500100159@patient.mssante.test");
        page.locator("#mail-form-subject input").focus();
        assertThat(page.locator("#mail-form-close")).isVisible();
        assertThat(page.locator("#mail-form-close")).containsText("ne pourra pas y répondre");
        page.locator("#mail-form-close").locator("input").check();
        check("form-patient");
        page.locator("#mail-form-subject input").press("Escape");
        folder("Drafts").click();
        mail("Dernier mot").click();
        assertThat(page.locator("#mail-form-close").locator("input")).isChecked();
        page.locator("#mail-send").click();
        assertThat(page.locator("#mail-form")).hasCount(0);
        assertThat(server.services.webmail.sent().getFirst().closesExchange()).isTrue();
        folder("Sent").click();
        mail("Dernier mot").click();
        assertThat(page.locator("#mail")).containsText("Ce message clôt l’échange");
    }

    @Test
    void whatIsWrittenIsNotLostByClosing() {
        server.services.webmail.arrive(ADA, KIT, "Autre", "texte", null, Map.of());
        signIn();
        page.locator("#mail-new").click();
        page.locator("#mail-form-subject input").fill("À finir");
        page.locator("#mail-form vaadin-upload input[type=file]")
                .setInputFiles(new FilePayload("note.pdf", "application/pdf", PIXEL));
        assertThat(page.locator("#mail-form .vm-attachments")).containsText("note.pdf");
        page.locator("#mail-form-subject input").press("Escape");
        assertThat(page.locator("#mail-form")).hasCount(0);
        folder("Drafts").click();
        mail("À finir").click();
        assertThat(page.locator("#mail-form .vm-attachments")).containsText("note.pdf");
        page.locator("#mail-form-to input").fill("ada.inf@" + DOMAIN);
        page.locator("#mail-send").click();
        assertThat(page.locator("#mail-form")).hasCount(0);
        assertThat(page.getByText("Aucun message ici")).isVisible();
        assertThat(server.services.webmail.file("note.pdf")).isEqualTo(PIXEL);
        page.locator("#mail-new").click();
        text("à jeter");
        page.locator("#mail-discard").click();
        page.locator("vaadin-confirm-dialog")
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Abandonner"))
                .click();
        assertThat(page.locator("#mail-form")).hasCount(0);
        assertThat(page.getByText("Aucun message ici")).isVisible();
    }

    @Test
    void anAnswerQuotesAndMarks() {
        server.services.webmail.arrive(ADA, KIT, "Question", "Quelle dose ?", null, Map.of());
        signIn();
        mail("Question").click();
        page.locator("#mail-answer").click();
        assertThat(page.locator("#mail-form-to input")).hasValue(ADA);
        assertThat(page.locator("#mail-form-subject input")).hasValue("Re: Question");
        assertThat(page.locator("#mail-form-text textarea"))
                .hasValue(Pattern.compile(".*> Quelle dose \\?.*", Pattern.DOTALL));
        page.keyboard().type("Deux par jour.");
        page.locator("#mail-send").click();
        assertThat(mail("Question").locator("[aria-label='Répondu']")).isVisible();
        assertThat(server.services.webmail.sent().get(0).text()).startsWith("Deux par jour.");
    }

    @Test
    void hundredsAreSearchedAndScrolled() {
        for (int i = 0; i < 300; i++) {
            server.services.webmail.arrive(ADA, KIT, "Numéro " + i + ".", "texte", null, Map.of());
        }
        signIn();
        assertThat(page.locator("#mail-count")).hasText("300 messages");
        assertThat(mail("Numéro 299.")).isInViewport();
        page.evaluate("document.querySelector('#mails').scrollToIndex(299)");
        assertThat(mail("Numéro 0.")).isInViewport();
        page.keyboard().press("Alt+r");
        assertThat(page.locator("#mail-search input")).isFocused();
        page.keyboard().type("numéro 123.");
        assertThat(page.locator("#mail-count")).hasText("1 message");
        page.keyboard().type(" rien");
        assertThat(page.getByText("Aucun message ne correspond")).isVisible();
        page.locator(".vm-state vaadin-button").click();
        assertThat(page.locator("#mail-count")).hasText("300 messages");
    }

    @Test
    void anAbsentServiceIsToldAndNothingWrittenIsLost() {
        server.services.webmail.arrive(ADA, KIT, "Bonjour", "Le texte", null, Map.of());
        signIn();
        page.locator("#mail-new").click();
        page.locator("#mail-form-to input").fill("ada.inf@" + DOMAIN);
        text("précieux");
        server.services.webmail.failWith(new Unavailable("webmail.unavailable", "no server"));
        page.locator("#mail-send").click();
        assertThat(page.locator("#mail-form .vm-message")).containsText("ne répond pas");
        server.services.webmail.failWith(new Unavailable("webmail.large-waiting", "others before it"));
        page.locator("#mail-send").click();
        assertThat(page.locator("#mail-form .vm-message"))
                .containsText("Trop de messages volumineux partent à la fois");
        server.services.webmail.failWith(new Unavailable("webmail.unavailable", "no server"));
        page.locator("#mail-form-text textarea").press("Escape");
        assertThat(page.locator("#mail-form-text textarea")).hasValue("précieux");
        assertThat(page.locator(".vm-banner")).containsText("ne répond pas");
        assertThat(mail("Bonjour")).isVisible();
        check("away");
        server.services.webmail.failWith(null);
        assertThat(page.locator(".vm-banner")).isHidden();
        page.locator("#mail-send").click();
        assertThat(page.locator("#mail-form")).hasCount(0);
        assertThat(server.services.webmail.sent()).hasSize(1);
    }

    @Test
    void thePageComesWithItsServiceAndStaysWhenItIsReplaced() {
        server.services.webmailAway(true);
        Browser.signIn(page, server.url() + "bal", "kit.doc", ConsoleDevServer.PASSWORD);
        assertThat(page.locator("#bals")).isVisible();
        Locator entry =
                page.locator("vaadin-side-nav-item").filter(new Locator.FilterOptions().setHasText("Messagerie"));
        assertThat(entry).hasCount(0);
        server.services.webmailAway(false);
        server.news.publish(News.Kind.VIEWS);
        entry.click();
        assertThat(page.locator("#mails")).isVisible();
        page.locator("#mail-new").click();
        text("à moitié écrit");
        server.services.webmailAway(true);
        assertThat(page.locator(".vm-banner")).containsText("redémarre");
        server.services.webmailAway(false);
        assertThat(page.locator(".vm-banner")).isHidden();
        assertThat(page.locator("#mail-form-text textarea")).hasValue("à moitié écrit");
    }

    @Test
    void aPhoneAndTheKeyboardAreEnough() {
        server.services.webmail.arrive(ADA, KIT, "Hello", "Text", null, Map.of());
        page.context().close();
        page = browser.open("en-GB", 390, 844);
        signIn();
        assertThat(page.locator("h1")).hasText("Mail");
        page.waitForFunction("() => document.documentElement.scrollWidth <= innerWidth");
        var whole = new LocatorAssertions.IsInViewportOptions().setRatio(1);
        assertThat(page.locator("#mail-new")).isInViewport(whole);
        assertThat(mail("Hello").locator(".vm-mail-when")).isInViewport(whole);
        check("phone");
        mail("Hello").click();
        assertThat(page.locator("#mail .vm-mail-text")).hasText("Text");
        assertThat(page.locator("#mail .vm-panel-close")).isFocused();
        check("phone-read");
        page.keyboard().press("Escape");
        assertThat(page.locator("#mail")).hasCount(0);
        page.locator("#mail-new").click();
        assertThat(page.locator("#mail-form h2")).hasText("New message");
        page.waitForFunction("() => document.documentElement.scrollWidth <= innerWidth");
        check("phone-form");
    }
}
