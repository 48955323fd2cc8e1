package fr.vaguemestre.ui.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import fr.vaguemestre.e2e.driver.Appliance;
import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Json;
import fr.vaguemestre.e2e.driver.Rest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The operator's administrator at work on a whole appliance, in a real browser: what the pages change is read back by REST.
 */
@InBrowser
@EnabledIfSystemProperty(named = "console.appliance", matches = ".+")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsolePagesJourneyTest {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final String FINESS = "990000077";

    private final String url = System.getProperty("console.url", "");
    private final String word = "essai-" + UUID.randomUUID().toString().substring(0, 8);
    private Appliance appliance;
    private Rest admin;
    private Browser browser;
    private Page page;

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

    @BeforeEach
    void window(TestInfo test) {
        page = browser.open(test.getDisplayName().contains("InEnglish") ? "en-GB" : "fr-FR", 1440, 900);
    }

    @Test
    void anAdministratorKeepsDomainsPeopleAndMailboxesInFrench() {
        Browser.signIn(page, url + "home", appliance.adminName(), appliance.adminPassword());
        assertThat(page.locator("#home-platform")).isVisible();
        String domain = makeDomain();
        String address = mailbox(domain);
        changeMailbox(address);
        makePerson(address);
        closeMailbox(address);
        removePerson();
        finish();
    }

    @Test
    void anAdministratorLooksAtTheTrustSpaceAndTheQueueInEnglish() {
        Browser.signIn(page, url + "trust", appliance.adminName(), appliance.adminPassword());
        assertThat(page.locator("h1")).hasText("Trust space");
        long domains = admin.get("/annuaire/whitelist")
                .expect(200)
                .json()
                .path("domains")
                .asLong();
        assertThat(page.locator("#trust-facts")).containsText(String.format(Locale.ENGLISH, "%,d", domains));
        page.locator("#trust-fetch").click();
        told("The list is up to date.");
        page.locator("#trust-domain input").fill("pair.mssante.test");
        page.locator("#trust-look").click();
        assertThat(page.locator("#trust-found")).containsText("Ready: everything is in order");
        check("trust");
        lookAtListsAndCertificates();
        go("queue");
        JsonNode queue = admin.get("/admin/queue").expect(200).json();
        if (queue.path("total").asLong() == 0) {
            assertThat(page.getByText("Nothing waits")).isVisible();
        } else {
            assertThat(page.locator("#queues .vm-who:visible").first()).isVisible();
        }
        go("trace");
        assertThat(page.locator("#trace-count")).containsText("step");
        check("trace");
        lookAtStructuresAndState();
        authority();
        finish();
    }

    private void lookAtListsAndCertificates() {
        go("whitelists");
        page.locator("#whitelists .vm-who:visible").first().click();
        assertThat(page.locator("#whitelist-detail"))
                .containsText(admin.get("/annuaire/whitelist/history")
                        .expect(200)
                        .json()
                        .at("/items/0/figures/digest")
                        .asText());
        check("whitelists");
        go("certificates");
        JsonNode first = admin.get("/admin/certificates").expect(200).json().path(0);
        page.locator("#certificates .vm-who:visible").first().click();
        assertThat(page.locator("#certificate-detail"))
                .containsText(first.path("fingerprint").asText());
        check("certificates");
    }

    private void lookAtStructuresAndState() {
        go("structures");
        page.locator("#search input").fill(FINESS);
        assertThat(page.locator("#structure-count")).hasText("1 structure");
        JsonNode structure =
                admin.get("/admin/tenants?q=" + FINESS).expect(200).json().at("/items/0");
        assertThat(page.locator("#structures"))
                .containsText(structure.at("/label").asText());
        assertThat(page.locator("#structures"))
                .containsText(structure.at("/domains/0").asText());
        check("structures");
        go("state");
        List<String> checks = new ArrayList<>();
        Rest.anonymous(appliance)
                .get("/health")
                .json()
                .path("checks")
                .forEach(one -> checks.add(one.path("name").asText()));
        assertThat(page.locator("#state-list li").evaluateAll("rows => rows.map(row => row.dataset.check)"))
                .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                .containsExactlyInAnyOrderElementsOf(checks);
        check("state");
    }

    /** Trusted by the end of its fingerprint, and no longer: our own servers let its people in for that while. */
    private void authority() {
        String name = "TEST AC " + word.toUpperCase(Locale.ROOT);
        go("authorities");
        page.locator("#authority-new").click();
        page.locator("#authority-certificate textarea")
                .fill(ApplianceInside.authority("/CN=" + name + "/O=BANC D'ESSAI/C=FR"));
        page.locator("#authority-form-send").click();
        page.locator("#authority-trust").click();
        String fingerprint =
                page.locator("#authority-detail dd").first().innerText().strip();
        page.locator("#typed input").fill(fingerprint.substring(fingerprint.length() - 11));
        page.locator("#typed-yes").click();
        told(name + " is trusted now");
        assertThat(admin.get("/admin/authorities").expect(200).text()).contains(name);
        page.locator("#authoritys .vm-who:visible")
                .filter(new Locator.FilterOptions().setHasText(name))
                .click();
        check("authority");
        page.locator("#authority-remove").click();
        page.locator("#typed input").fill(name);
        page.locator("#typed-yes").click();
        told(name + " is no longer trusted");
        assertThat(admin.get("/admin/authorities").expect(200).text()).doesNotContain(name);
    }

    private String makeDomain() {
        String domain = word + ".mssante.test";
        go("domains");
        page.keyboard().press("Alt+n");
        page.locator("#domain-name input").fill(domain);
        page.locator("#domain-label input").fill("Essai");
        page.locator("#domain-finess input").fill(FINESS);
        page.locator("#domain-mailboxes input").fill("10");
        page.locator("#domain-storage input").fill("10");
        page.locator("#domain-form-send").click();
        told(domain + " a été créé");
        JsonNode made = admin.get("/admin/domains/" + domain).expect(200).json();
        assertThat(made.path("quota").path("mailboxes").asLong()).isEqualTo(10);
        assertThat(made.path("finess").asText()).isEqualTo(FINESS);
        check("domain");
        return domain;
    }

    private String mailbox(String domain) {
        String address = "urgences@" + domain;
        var wanted = Json.object("address", address, "type", "ORG", "displayName", "Urgences", "responsible", "Essai");
        admin.post("/mailboxes", wanted).expect(201);
        return address;
    }

    private void changeMailbox(String address) {
        go("bal");
        page.locator("#search input").fill(address);
        assertThat(page.locator("#bal-count")).hasText("1 boîte");
        page.locator("#bals .vm-who:visible").first().click();
        page.locator("#bal-edit").click();
        page.locator("#bal-change-displayName input").fill("Urgences adultes");
        page.locator("#bal-change-send").click();
        told("a été modifiée");
        mailboxIs(address, "displayName", "Urgences adultes");
        page.locator("#bals .vm-who:visible").first().click();
        page.locator("#bal-suspend").click();
        mailboxIs(address, "state", "SUSPENDUE");
        page.getByText("Annuler cette action").click();
        mailboxIs(address, "state", "ACTIVE");
        check("mailbox");
    }

    private void makePerson(String address) {
        go("people");
        page.keyboard().press("Alt+n");
        page.locator("#person-username input").fill(word);
        page.locator("#person-password input").fill(UUID.randomUUID().toString());
        page.locator("#person-mailboxes textarea").fill(address);
        page.locator("#person-form-send").click();
        told("Le compte " + word + " a été créé");
        JsonNode made = admin.get("/admin/users?q=" + word)
                .expect(200)
                .json()
                .path("items")
                .path(0);
        assertThat(made.path("mailboxes").path(0).asText()).isEqualTo(address);
        check("person");
    }

    private void closeMailbox(String address) {
        go("bal");
        page.locator("#search input").fill(address);
        assertThat(page.locator("#bal-count")).hasText("1 boîte");
        page.locator("#bals .vm-who:visible").first().click();
        page.locator("#bal-close").click();
        page.locator("#typed input").fill(address);
        page.locator("#typed-yes").click();
        mailboxIs(address, "state", "FERMEE");
        assertThat(page.locator("#bal-close")).hasCount(0);
    }

    private void removePerson() {
        go("people");
        page.locator("#search input").fill(word);
        assertThat(page.locator("#person-count")).hasText("1 compte");
        page.locator("#persons .vm-who:visible").first().click();
        page.locator("#person-remove").click();
        page.locator("#typed input").fill(word);
        page.locator("#typed-yes").click();
        assertThat(page.locator("#person-count")).hasText("0 compte");
        assertThat(admin.get("/admin/users?q=" + word)
                        .expect(200)
                        .json()
                        .path("total")
                        .asLong())
                .isZero();
    }

    private void mailboxIs(String address, String field, String value) {
        Await.until(field + " is " + value, SOON, () -> admin.get("/mailboxes/" + address)
                .expect(200)
                .json()
                .path(field)
                .asText()
                .equals(value));
    }

    private void go(String id) {
        String before = page.locator("h1").innerText();
        Locator entry = page.locator("vaadin-side-nav-item[path='" + id + "']");
        entry.click();
        assertThat(page).hasURL(Pattern.compile(".*/console/" + id + "$"));
        assertThat(page.locator("h1")).not().hasText(before);
    }

    private void told(String words) {
        assertThat(page.locator("vaadin-notification-card").filter(new Locator.FilterOptions().setHasText(words)))
                .isVisible();
    }

    private void check(String name) {
        Browser.picture(page, "journey-page-" + name);
        assertThat(Browser.accessibilityFaults(page))
                .as("accessibility of " + name)
                .isEmpty();
    }

    private void finish() {
        browser.leave(page);
        assertThat(browser.errors()).as("errors of scripts").isEmpty();
        assertThat(browser.hosts())
                .as("hosts that the browser asked")
                .isSubsetOf(URI.create(url).getHost(), "data", "blob");
    }
}
