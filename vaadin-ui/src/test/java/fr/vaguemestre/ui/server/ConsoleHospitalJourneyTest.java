package fr.vaguemestre.ui.server;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import fr.vaguemestre.e2e.driver.Appliance;
import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Json;
import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Rest;
import fr.vaguemestre.e2e.driver.Smtp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A hospital's administrator at work on a whole appliance, in a real browser and with one sign-in: each page's main act is done
 * there and read back by REST.
 */
@InBrowser
@EnabledIfSystemProperty(named = "console.appliance", matches = ".+")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleHospitalJourneyTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    /** Nobody in the range's directory has such a number. */
    private static final String UNKNOWN_RPPS = "99799000017";

    private final String url = System.getProperty("console.url", "");
    private final String word = "hopital-" + UUID.randomUUID().toString().substring(0, 8);
    private final String domain = word + ".mssante.test";
    private final String finess = "97" + String.format("%07d", System.nanoTime() / 1000 % 10_000_000);
    private final String password = UUID.randomUUID().toString();
    private final String box = "accueil@" + domain;
    private final String doctor = "inconnu.annuaire@" + domain;
    private Appliance appliance;
    private Rest admin;
    private Browser browser;
    private Page page;

    @BeforeAll
    void open() throws IOException {
        appliance = Appliance.of(Files.readString(Path.of(System.getProperty("console.appliance", ""))));
        Rest operator = Rest.anonymous(appliance).signIn(appliance.adminName(), appliance.adminPassword());
        var quota = Json.object("mailboxes", 20, "storageBytes", 100_000_000_000L);
        Map<String, Object> hospital = Json.object("name", domain, "label", "Hôpital du parcours", "finess", finess);
        hospital.putAll(Json.object("hosting", "OWN", "quota", quota));
        operator.post("/admin/domains", hospital).expect(201);
        account(operator, word, "domain_admin", List.of(domain), List.of());
        admin = Rest.anonymous(appliance).signIn(word, password);
        var unit = Json.object("address", box, "type", "ORG", "displayName", "Accueil", "responsible", "99700218896");
        admin.post("/mailboxes", unit).expect(201);
        account(admin, box, "user", List.of(), List.of(box));
        var holder = Json.object("rpps", UNKNOWN_RPPS, "givenName", "Inconnu", "familyName", "Annuaire");
        holder.put("professionCode", "10");
        admin.post("/mailboxes", Json.object("address", doctor, "type", "PER", "holder", holder))
                .expect(201);
        browser = new Browser();
        page = browser.open("fr-FR", 1440, 900);
    }

    private void account(Rest by, String name, String role, List<String> domains, List<String> mailboxes) {
        var account = Json.object("username", name, "password", password, "roles", List.of(role));
        account.put("domains", domains);
        account.put("mailboxes", mailboxes);
        by.post("/admin/users", account).expect(201);
    }

    @AfterAll
    void close() {
        browser.close();
    }

    @Test
    void whatAHospitalOwesAndMayIsDoneInTheConsoleAndReadByRest() {
        Await.until(
                "a refusal",
                SOON,
                () -> publications(doctor).path("state").asText().equals("A_CORRIGER"));
        Browser.signIn(page, url + "home", word, password);
        home();
        publication();
        directory();
        queueAndTrace();
        month();
        certificate();
        settings();
        ownPassword();
        browser.leave(page);
        assertThat(browser.errors()).as("errors of scripts").isEmpty();
    }

    private void home() {
        long boxes = total("/mailboxes");
        assertThat(boxes).isEqualTo(2);
        assertThat(page.locator("[data-waiting='home.bals']")).containsText(boxes + " boîtes");
        page.locator("[data-waiting='home.bals'] a").click();
        assertThat(page.locator("#bal-count")).hasText(boxes + " boîtes");
        go("home");
        assertThat(page.locator("[data-waiting='home.publications']")).containsText("1 à corriger");
        page.locator("[data-waiting='home.publications'] a").click();
        assertThat(page.locator("#publication-count")).hasText("1 publication");
    }

    /** Nothing but a correction at the directory helps, so the retry is seen to be made: one more line of the report. */
    private void publication() {
        int before = lines();
        page.locator("#publications .vm-who:visible").first().click();
        Locator panel = page.locator("#publication-detail");
        assertThat(panel).containsText(publications(doctor).at("/fix/fr").asText());
        check("publications");
        page.locator("#publication-retry").click();
        told("La publication est retentée.");
        Await.until("one more line", SOON, () -> lines() > before);
        assertThat(total("/admin/audit?action=annuaire.retry&object=publication/" + doctor))
                .isEqualTo(1);
        assertThat(panel.locator("li")).hasCount(lines());
        Await.until(
                "accepted", SOON, () -> publications(box).path("state").asText().equals("ACCEPTEE"));
        page.navigate(url + "publications?q=" + box);
        assertThat(page.locator("#publications [data-state='ACCEPTEE']:visible").first())
                .isVisible();
    }

    private JsonNode publications(String address) {
        return admin.get("/annuaire/publications?q=" + address)
                .expect(200)
                .json()
                .at("/items/0");
    }

    private int lines() {
        String id = publications(doctor).path("id").asText();
        return admin.get("/annuaire/publications/" + id)
                .expect(200)
                .json()
                .path("lines")
                .size();
    }

    private void directory() {
        Await.until("a copy of the directory", SOON, () -> total("/annuaire/search?q=urgences&limit=1") > 0);
        JsonNode found =
                admin.get("/annuaire/search?q=urgences&limit=1").expect(200).json();
        go("annuaire");
        page.locator("#search input").fill("urgences");
        assertThat(page.locator("#annuaire-count"))
                .hasText(Pattern.compile(found.path("total").asText() + " résultats?"));
        page.locator("#annuaires .vm-who:visible").first().click();
        assertThat(page.locator("#annuaire-detail"))
                .containsText(found.at("/items/0/boxes/0/address").asText());
        check("annuaire");
    }

    private void queueAndTrace() {
        Message message = Message.plain(box, "boite@revoque.mssante.test", "Attend");
        try (Smtp smtp = Smtp.connect(appliance.address("submission"))) {
            smtp.say("EHLO parcours.test").expect(250);
            smtp.startTls(appliance.trust()).expect(250);
            smtp.authenticate(box, password).expect(235);
            smtp.deliver(box, "boite@revoque.mssante.test", message.octets()).expect(250);
        }
        Await.until(
                "it waits with its cause",
                SOON,
                () -> !waiting().path("cause").asText().isEmpty());
        long steps = total(deferred());
        go("queue");
        page.locator("#queues .vm-who:visible").first().click();
        assertThat(page.locator("#queue-detail"))
                .containsText(waiting().path("cause").asText());
        check("queue");
        page.locator("#queue-retry-one").click();
        told("Nouvel essai demandé.");
        Await.until("another try", SOON, () -> total(deferred()) > steps);
        go("trace");
        page.locator("#filter-address input").fill(box);
        assertThat(page.locator("#trace-count")).hasText(total("/admin/trace?address=" + box) + " étapes");
    }

    private String deferred() {
        return "/admin/trace?outcome=deferred&address=" + box;
    }

    private JsonNode waiting() {
        return admin.get("/admin/queue").expect(200).json().at("/items/0/recipients/0");
    }

    /** A month that is over cannot be waited for: the record gets an entry of the one before, as a long-lived appliance has it. */
    private void month() {
        YearMonth last = YearMonth.now(ZoneId.of("Europe/Paris")).minusMonths(1);
        ApplianceInside.sql(
                "INSERT INTO vm.indicators_bal (event, tenant, at, change, address, domain, type, state, publication)"
                        + " VALUES (" + -System.nanoTime() + ", '" + finess + "', '" + last
                        + "-15T10:00:00Z', 'bal.created', 'hier@"
                        + domain + "', '" + domain + "', 'ORG', 'ACTIVE', 'A_PUBLIER')");
        page.navigate(url + "indicators?month=" + last);
        page.locator("#indicators-submit").click();
        page.locator("vaadin-confirm-dialog vaadin-button[slot='confirm-button']")
                .click();
        String path = "/admin/indicators/" + last + "/submission";
        Await.until(
                "a receipt",
                SOON,
                () -> admin.get(path).expect(200).json().path("state").asText().equals("ACCEPTED"));
        String receipt = admin.get(path).expect(200).json().path("receipt").asText();
        assertThat(receipt).startsWith("RECU-" + finess + "-" + last);
        assertThat(page.locator("#indicators-state")).containsText(receipt); // by itself
        check("indicators-submitted");
    }

    private void certificate() {
        String name = "mail." + domain;
        String path = "/admin/domains/" + domain + "/certificates";
        go("own-certificates");
        page.locator("#own-new").first().click();
        page.locator("#own-names textarea").fill(name);
        page.locator("#own-form-send").click();
        told(name);
        JsonNode made = admin.get(path).expect(200).json();
        assertThat(made.at("/items/0/state").asText()).isEqualTo("REQUESTED");
        assertThat(page.locator("#own-csr textarea"))
                .hasValue(made.at("/items/0/csr").asText());
        check("own-certificate");
        page.locator("#own-remove").click();
        page.locator("#typed input").fill(name);
        page.locator("#typed-yes").click();
        assertThat(page.locator("#own-count")).hasText("0 certificat");
        assertThat(total(path)).isZero();
    }

    private void settings() {
        go("settings");
        JsonNode me = admin.get("/auth/me").expect(200).json();
        assertThat(page.locator("main")).containsText(domain);
        assertThat(page.locator("main")).containsText(me.path("tenant").asText());
        page.locator("main [data-choice='dark']").click();
        assertThat(page.locator("html")).hasAttribute("data-look", "dark");
        page.locator("main .vm-languages vaadin-button").last().click();
        assertThat(page.locator("h1")).hasText("Settings");
        assertThat(page.locator("html")).hasAttribute("data-look", "dark");
        check("settings");
    }

    private void ownPassword() {
        String next = "un sentier " + UUID.randomUUID();
        page.locator("#own-password").click();
        page.locator("#password-current input").fill(password);
        page.locator("#password-next input").fill(next);
        page.locator("#password-repeat input").fill(next);
        page.locator("#password-form-send").click();
        told("Your password is changed.");
        Rest anybody = Rest.anonymous(appliance);
        anybody.login(word, next).expect(200);
        anybody.login(word, password).expect(401);
    }

    private long total(String path) {
        return admin.get(path).expect(200).json().path("total").asLong();
    }

    private void go(String id) {
        page.locator("vaadin-side-nav-item[path='" + id + "']").click();
        assertThat(page).hasURL(Pattern.compile(".*/console/" + id + "$"));
        assertThat(page.locator("vaadin-side-nav-item[path='" + id + "']")).hasAttribute("current", "");
    }

    private void told(String words) {
        assertThat(page.locator("vaadin-notification-card")
                        .filter(new Locator.FilterOptions().setHasText(words))
                        .first())
                .isVisible();
    }

    private void check(String name) {
        Browser.picture(page, "journey-hospital-" + name);
        assertThat(Browser.accessibilityFaults(page))
                .as("accessibility of " + name)
                .isEmpty();
    }
}
