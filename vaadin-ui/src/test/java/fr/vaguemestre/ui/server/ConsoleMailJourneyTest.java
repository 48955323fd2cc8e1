package fr.vaguemestre.ui.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import fr.vaguemestre.e2e.driver.Appliance;
import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Imap;
import fr.vaguemestre.e2e.driver.Json;
import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Peer;
import fr.vaguemestre.e2e.driver.Reply;
import fr.vaguemestre.e2e.driver.Rest;
import fr.vaguemestre.e2e.driver.Smtp;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A person's mail on a whole appliance, in a real browser and by keyboard: what a foreign operator wrote over mutual TLS is
 * read and answered, and what was done is looked for in the servers, ours and the foreign ones.
 */
@InBrowser
@EnabledIfSystemProperty(named = "console.appliance", matches = ".+")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleMailJourneyTest {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final int MOST_TABS = 40;
    private static final Pattern ATTACHED =
            Pattern.compile("Content-Disposition: attachment;.*?\r\n\r\n(.*?)\r\n--", Pattern.DOTALL);

    private final String password = UUID.randomUUID().toString();
    private final String url = System.getProperty("console.url", "");
    private Appliance appliance;
    private Peer peer;
    private Browser browser;
    private String box = "";
    private Page page;

    @BeforeAll
    void open() throws IOException {
        appliance = Appliance.of(Files.readString(Path.of(System.getProperty("console.appliance", ""))));
        peer = new Peer(appliance);
        browser = new Browser();
    }

    @AfterAll
    void close() {
        browser.close();
    }

    @BeforeEach
    void signIn() {
        String word = "courrier-" + UUID.randomUUID().toString().substring(0, 8);
        box = word + "@" + System.getProperty("console.domain", "");
        Rest admin = Rest.anonymous(appliance).signIn(appliance.adminName(), appliance.adminPassword());
        var mailbox = Json.object(
                "address", box, "type", "ORG", "displayName", "Secrétariat d’été", "responsible", "99700218896");
        admin.post("/mailboxes", mailbox).expect(201);
        var account = Json.object("username", box, "password", password, "roles", List.of("user"));
        account.put("domains", List.of());
        account.put("mailboxes", List.of(box));
        admin.post("/admin/users", account).expect(201);
        page = browser.signedIn(url + "mail", box, password);
        assertThat(page.locator("h1")).hasText("Messagerie");
        assertThat(page.locator("#mails")).isVisible();
    }

    @AfterEach
    void leave() {
        page.locator("#sign-out").click();
        assertThat(page.locator("#sign-in-message")).hasText("Vous êtes déconnecté.");
        page.context().close();
        assertThat(browser.errors()).as("errors of scripts").isEmpty();
        assertThat(browser.hosts())
                .as("hosts that the browser asked")
                .isSubsetOf(URI.create(url).getHost(), "data", "blob");
    }

    @Test
    void aForeignOperatorsMailIsReadAndAnsweredWithAnAttachment() {
        Message question = fromPeer("Avis demande");
        assertThat(mail("Avis demande")).isVisible(); // by itself
        check("list");
        tabTo("#mails");
        page.keyboard().press("ArrowDown");
        page.keyboard().press("ArrowUp");
        page.keyboard().press("Space");
        assertThat(page.locator("#mail .vm-mail-text")).containsText("à bientôt.");
        assertThat(page.locator("#mail")).containsText(peer.user());
        check("read");
        tabTo("#mail-answer");
        page.keyboard().press("Enter");
        assertThat(page.locator("#mail-form-text textarea")).isFocused();
        page.keyboard().type("Bonjour,\nvoici l’avis demandé : deux par jour, jusqu’à l’été.\n");
        byte[] file = octets(300_000);
        tabTo("#mail-attach");
        page.locator("#mail-form vaadin-upload input[type=file]")
                .setInputFiles(new FilePayload("compte rendu d’été.pdf", "application/pdf", file));
        assertThat(page.locator("#mail-form .vm-attachments")).containsText("compte rendu d’été.pdf");
        check("answer");
        page.keyboard().press("Control+Enter");
        sent();
        assertThat(mail("Avis demande").locator("[aria-label='Répondu']")).isVisible();

        byte[] read = atPeer(question);
        assertThat(Message.asSent(read, inSent(question))).isEqualTo(inSent(question));
        assertThat(attached(read)).isEqualTo(file);
        assertThat(text(read)).contains("References: " + question.id(), "From: =?UTF-8?", "<" + box + ">");
        folder("Sent").click();
        assertThat(mail("Avis demande")).containsText("boite@pair");
        check("sent");
    }

    @Test
    void mailIsSearchedMarkedMovedAndDeleted() {
        try (Imap imap = Imap.open(appliance, box, password)) {
            imap.command("CREATE Patients").expectOk();
        }
        Message wanted = fromPeer("Radio du thorax");
        fromPeer("Planning de garde");
        fromPeer("Reunion");
        page.reload(); // that they come by themselves is seen in the other test
        assertThat(page.locator("#mail-count")).hasText("3 messages");
        page.keyboard().press("Alt+r");
        assertThat(page.locator("#mail-search input")).isFocused();
        page.keyboard().type("thorax");
        assertThat(page.locator("#mail-count")).hasText("1 message");
        check("search");
        mail("Radio").click();
        act("flag").click();
        assertThat(act("unflag")).isVisible();
        inFolder("INBOX", "SEEN FLAGGED", wanted);
        act("leave-unread").click();
        assertThat(page.locator("#mail")).hasCount(0);
        inFolder("INBOX", "UNSEEN FLAGGED", wanted);
        page.locator("#mail-search input").fill("");
        assertThat(page.locator("#mail-count")).hasText("3 messages");
        mail("Radio").click();
        page.locator("#mail-move").click();
        page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("Patients"))
                .click();
        assertThat(page.locator("#mail-count")).hasText("2 messages");
        inFolder("Patients", "FLAGGED", wanted);
        folder("Patients").click();
        mail("Radio").click();
        act("delete").click();
        assertThat(page.getByText("Aucun message ici")).isVisible();
        folder("Trash").click();
        assertThat(mail("Radio")).isVisible();
        inFolder("Trash", "FLAGGED", wanted);
        check("trash");
    }

    @Test
    void anAnswerPutAsideIsResumedAndIsStillAnAnswer() {
        Message question = fromPeer("Question");
        page.reload();
        mail("Question").click();
        page.locator("#mail-answer").click();
        assertThat(page.locator("#mail-form-text textarea")).isFocused();
        page.keyboard().type("À vérifier");
        page.locator("#mail-form-text textarea").press("Escape");
        assertThat(page.locator("#mail-form")).hasCount(0);
        page.reload();
        folder("Drafts").click();
        mail("Re: Question").click();
        Locator text = page.locator("#mail-form-text textarea");
        assertThat(text).hasValue(Pattern.compile("À vérifier.*> Bonjour,.*", Pattern.DOTALL));
        assertThat(page.locator("#mail-form-to input")).hasValue(peer.user());
        check("draft");
        text.fill("Vérifié.");
        page.locator("#mail-keep").click();
        assertThat(page.locator("#mail-form")).containsText("Gardé dans les brouillons.");
        text.press("Control+Enter");
        sent();
        assertThat(page.getByText("Aucun message ici")).isVisible();
        assertThat(text(atPeer(question))).contains("V=C3=A9rifi=C3=A9.", "References: " + question.id());
        folder("INBOX").click();
        assertThat(mail("Question").locator("[aria-label='Répondu']")).isVisible();
    }

    /** A mail of the foreign operator, handed in by its own user; in our mailbox once this returns. */
    private Message fromPeer(String subject) {
        Message message = Message.plain(peer.user(), box, subject);
        try (Smtp smtp = peer.submission()) {
            Reply reply = smtp.deliver(peer.user(), box, message.octets());
            assertThat(reply.code()).as(reply.text()).isEqualTo(250);
        }
        inFolder("INBOX", "ALL", message);
        return message;
    }

    private void inFolder(String folder, String criteria, Message message) {
        try (Imap imap = Imap.open(appliance, box, password)) {
            String wanted = criteria + " HEADER Message-ID " + message.id();
            Await.until(wanted + " in " + folder, SOON, () -> !imap.search(folder, wanted)
                    .isEmpty());
        }
    }

    /** The answer to that message as the foreign operator's user has it. */
    private byte[] atPeer(Message question) {
        try (Imap imap = peer.imap()) {
            return answer(imap, "INBOX", question);
        }
    }

    private byte[] inSent(Message question) {
        try (Imap imap = Imap.open(appliance, box, password)) {
            return answer(imap, "Sent", question);
        }
    }

    private static byte[] answer(Imap imap, String folder, Message question) {
        List<Long> found = new ArrayList<>();
        Await.until("the answer in " + folder, SOON, () -> {
            found.addAll(imap.search(folder, "HEADER In-Reply-To " + question.id()));
            return !found.isEmpty();
        });
        return imap.fetch(found.getFirst());
    }

    private static byte[] attached(byte[] message) {
        Matcher part = ATTACHED.matcher(text(message));
        assertThat(part.find()).as("an attachment").isTrue();
        return Base64.getMimeDecoder().decode(part.group(1));
    }

    private static String text(byte[] message) {
        return new String(message, StandardCharsets.ISO_8859_1);
    }

    private static byte[] octets(int count) {
        byte[] octets = new byte[count];
        new Random(11).nextBytes(octets);
        return octets;
    }

    /** Goes there as somebody without a mouse does. */
    private void tabTo(String place) {
        for (int tabs = 0; tabs < MOST_TABS; tabs++) {
            if (Boolean.TRUE.equals(page.evaluate("place => document.activeElement.closest(place) !== null", place))) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("the keyboard does not come to " + place);
    }

    private void sent() {
        assertThat(page.locator("vaadin-notification-card")
                        .filter(new Locator.FilterOptions().setHasText("Message envoyé.")))
                .isVisible();
        assertThat(page.locator("#mail-form")).hasCount(0);
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
        Browser.picture(page, "journey-mail-" + name);
        assertThat(Browser.accessibilityFaults(page))
                .as("accessibility of " + name)
                .isEmpty();
    }
}
