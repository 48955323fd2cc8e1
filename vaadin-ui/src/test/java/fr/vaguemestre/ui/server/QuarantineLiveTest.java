package fr.vaguemestre.ui.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.messages.Evidence;
import fr.vaguemestre.api.messages.HeldMessage;
import fr.vaguemestre.api.messages.SpamMark;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The quarantine as administrators look at it, in a real browser on services in memory. */
@InBrowser
class QuarantineLiveTest {
    private static final String DOMAIN = "ch-exemple.mssante.test";

    private static final Evidence SPAM = Evidence.spam(
            11.5,
            List.of(new SpamMark("PHISHED_URL", 6), new SpamMark("OWN_MARK", 5.5)),
            "e6dc0731a829efe8f3f902059e1a0d96fc9e889d3f39feaec84590bdc245e3c6");

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
        person("rssi", Set.of(Role.DOMAIN_ADMIN, Role.QUARANTINE));
        person("chef", Set.of(Role.DOMAIN_ADMIN));
        held(
                "4Zx1retenu",
                Evidence.malware(
                        "Eicar-Test-Signature", "275a021bbfb6489e54d471899f7db9d1663fc695ec2fe2a2c4538aabf651fd0f"));
        held("4Zx2retenu", SPAM);
    }

    @AfterEach
    void stop() {
        browser.leave(page);
        server.close();
        assertThat(browser.errors()).as("errors of scripts").isEmpty();
    }

    private void person(String name, Set<Role> roles) {
        server.services.auth.add(
                name,
                ConsoleDevServer.PASSWORD,
                MemoryAuth.caller(name, Optional.of("750000018"), roles, Set.of(DOMAIN), Set.of()));
    }

    private void held(String id, Evidence evidence) {
        server.services.quarantine.held.add(new HeldMessage(
                id,
                Instant.parse("2026-11-22T08:15:00Z"),
                48_000,
                "labo@pair.mssante.test",
                List.of("kit.doc@" + DOMAIN),
                evidence));
    }

    private void signIn(String name) {
        Browser.signIn(page, server.url() + "quarantine", name, ConsoleDevServer.PASSWORD);
    }

    private void decide(String act) {
        page.locator("#quarantines .vm-who:visible").first().click();
        String id = "4Zx" + (server.services.quarantine.held.size() == 2 ? "1" : "2") + "retenu";
        page.locator("#quarantine-" + act).click();
        assertThat(page.locator("#typed-yes")).isDisabled();
        page.locator("#typed input").fill(id);
        page.locator("#typed-yes").click();
    }

    @Test
    void whoHasTheRightReleasesOrDeletesAndTypesWhich() {
        signIn("rssi");
        assertThat(page.locator("#quarantine-count")).hasText("2 messages retenus");
        page.locator("#quarantines .vm-who:visible").first().click();
        assertThat(page.locator("#quarantine-detail")).containsText("Eicar-Test-Signature");
        assertThat(page.locator("#quarantine-detail")).containsText("275a021bbfb6489e");
        assertThat(Browser.accessibilityFaults(page)).isEmpty();
        Browser.picture(page, "quarantine");
        page.locator("#quarantine-detail .vm-panel-close").click();

        decide("release");
        assertThat(page.locator("#quarantine-count")).hasText("1 message retenu");
        decide("delete");
        assertThat(page.getByText("Rien n’est retenu")).isVisible();
        assertThat(server.services.quarantine.decided).containsExactly("release 4Zx1retenu", "delete 4Zx2retenu");
    }

    @Test
    void spamIsShownWithItsMarksInWords() {
        signIn("rssi");
        assertThat(page.locator("#quarantines")).containsText("Courrier indésirable, 11,5 points");
        page.locator("#quarantines .vm-who:visible").nth(1).click();

        assertThat(page.locator("#quarantine-detail"))
                .containsText("Un lien affiche un autre domaine que celui où il mène (PHISHED_URL), 6,0 points");
        assertThat(page.locator("#quarantine-detail")).containsText("OWN_MARK, 5,5 points");
        assertThat(page.locator("#quarantine-detail")).containsText("e6dc0731a829efe8");
        assertThat(Browser.accessibilityFaults(page)).isEmpty();
        Browser.picture(page, "quarantine-spam");
    }

    @Test
    void whoHasNotIsToldSo() {
        signIn("chef");
        page.locator("#quarantines .vm-who:visible").first().click();

        assertThat(page.locator("#quarantine-detail")).containsText("Il faut le droit de décider de la quarantaine.");
        assertThat(page.locator("#quarantine-release")).hasCount(0);
        assertThat(page.locator("#quarantine-delete")).hasCount(0);
    }
}
