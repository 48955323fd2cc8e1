package fr.vaguemestre.ui.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitUntilState;
import fr.vaguemestre.e2e.driver.Answer;
import fr.vaguemestre.e2e.driver.Appliance;
import fr.vaguemestre.e2e.driver.Imap;
import fr.vaguemestre.e2e.driver.Json;
import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Rest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * What a person waits for each page of a whole appliance, in a real browser: cold, by its address in a browser that has nothing
 * of ours but the session's cookie; warm, by the menu, from page to page. A page is there once its heading and, where it has a
 * list, its first rows (or the words in their place) are painted. The clock is the page's own, so that what drives the browser
 * is not in it. Its door is {@code ./vaguemestre bench pages}; the settings, which ask no service, are the baseline.
 */
@InBrowser
@EnabledIfSystemProperty(named = "console.appliance", matches = ".+")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsolePagesBench {
    private static final int MAILBOXES = 300;
    private static final int ACCOUNTS = 60;
    private static final int MESSAGES = 200;
    private static final int WARM_ROUNDS = 7;
    private static final int COLD_ROUNDS = 7;
    private static final int MOST_WARM_MILLIS = 300;
    private static final int MOST_COLD_MILLIS = 1_500;
    private static final String BASELINE = "settings";
    private static final String DOMAIN = "mesures-console.mssante.test";
    private static final String BOX = "boite0@" + DOMAIN;

    private static final String THERE =
            """
            const there = (id, before) => {
              const heading = document.querySelector('main h1');
              const grid = document.querySelector('main vaadin-grid');
              const shown = element => element && element.offsetHeight > 0;
              return location.pathname.endsWith('/' + id) && heading !== before && shown(heading)
                && (!grid || [...grid.querySelectorAll('.vm-who, .vm-mail-row, [slot=empty-state] *')].some(shown));
            };
            const painted = (id, before, start) => new Promise((done, failed) => {
              const look = () => {
                if (there(id, before)) {
                  requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
                } else if (performance.now() - start > 30000) {
                  failed(new Error('not within 30 s: ' + id));
                } else {
                  requestAnimationFrame(look);
                }
              };
              look();
            });
            """;
    private static final String WARM = "id => {" + THERE
            + """
            const entry = document.querySelector(`vaadin-side-nav-item[path="${id}"]`);
            const before = document.querySelector('main h1');
            const start = performance.now();
            entry.shadowRoot.querySelector('a').click();
            return painted(id, before, start);
            }""";
    private static final String COLD = "id => {" + THERE + "return painted(id, null, 0); }";

    private final String url = System.getProperty("console.url", "");
    private final String password = UUID.randomUUID().toString();
    private final Map<String, List<Double>> figures = new LinkedHashMap<>();
    private Appliance appliance;
    private Rest admin;

    @BeforeAll
    void fill() throws IOException {
        appliance = Appliance.of(Files.readString(Path.of(System.getProperty("console.appliance", ""))));
        admin = Rest.anonymous(appliance).signIn(appliance.adminName(), appliance.adminPassword());
        var quota = Json.object("mailboxes", 1_000, "storageBytes", 1_000_000_000_000L);
        var domain = Json.object("name", DOMAIN, "label", "Mesures", "finess", "990000078", "hosting", "OWN");
        domain.put("quota", quota);
        made(admin.post("/admin/domains", domain));
        for (int number = 0; number < MAILBOXES; number++) {
            var mailbox = Json.object("address", "boite" + number + "@" + DOMAIN, "type", "ORG");
            mailbox.put("displayName", "Boîte " + number);
            mailbox.put("responsible", "99700218896");
            made(admin.post("/mailboxes", mailbox));
        }
        for (int number = 0; number < ACCOUNTS; number++) {
            account("boite" + number + "@" + DOMAIN);
        }
        try (Imap imap = Imap.open(appliance, BOX, password)) {
            for (int number = imap.search("INBOX", "ALL").size(); number < MESSAGES; number++) {
                imap.append(
                                "INBOX",
                                "",
                                Message.plain("quelqu.un@pair.mssante.test", BOX, "Message " + number)
                                        .octets())
                        .expectOk();
            }
        }
    }

    private static void made(Answer answer) {
        if (answer.status() != 409) {
            answer.expect(201);
        }
    }

    private void account(String address) {
        var account = Json.object("username", address, "password", password, "roles", List.of("user"));
        account.put("domains", List.of());
        account.put("mailboxes", List.of(address));
        if (admin.post("/admin/users", account).status() == 409 && address.equals(BOX)) {
            JsonNode known = admin.get("/admin/users?q=" + address).expect(200).json();
            admin.patch("/admin/users/" + known.at("/items/0/id").asText(), Json.object("password", password))
                    .expect(200);
        }
    }

    @Test
    void pages() throws IOException {
        try (var browser = new Browser()) {
            measure(browser, "", appliance.adminName(), appliance.adminPassword());
            measure(browser, "mail", BOX, password);
        }
        List<String> lines = new ArrayList<>();
        figures.forEach((figure, rounds) -> lines.add(figure + "\tms\t"
                + (figure.startsWith("cold") ? MOST_COLD_MILLIS : MOST_WARM_MILLIS)
                + String.join(
                        "",
                        rounds.stream()
                                .map(round -> String.format(Locale.ROOT, "\t%.1f", round))
                                .toList())));
        Files.write(Path.of("target", "pages.tsv"), lines);
    }

    /** All pages of that person's menu, or only that one. */
    private void measure(Browser browser, String only, String name, String secret) {
        Page page = browser.signedIn(url + "home", name, secret);
        page.locator("vaadin-side-nav-item[path='home']").waitFor();
        List<String> ids = page.locator("vaadin-side-nav-item[path]").all().stream()
                .map(entry -> Objects.requireNonNull(entry.getAttribute("path")))
                .toList();
        page.evaluate(WARM, BASELINE);
        for (int round = -2; round < WARM_ROUNDS; round++) {
            for (String id : ids) {
                double millis = millis(page.evaluate(WARM, id));
                if (round >= 0 && (only.isEmpty() || only.equals(id))) {
                    keep("warm: " + called(id), millis);
                }
            }
        }
        for (int round = -1; round < COLD_ROUNDS; round++) {
            for (String id : ids) {
                if (only.isEmpty() || only.equals(id)) {
                    double millis = cold(browser, page.context(), id);
                    if (round >= 0) {
                        keep("cold: " + called(id), millis);
                    }
                }
            }
        }
        page.context().close();
    }

    private double cold(Browser browser, BrowserContext signedIn, String id) {
        Page fresh = browser.open("fr-FR", 1440, 900);
        fresh.context().addCookies(signedIn.cookies());
        fresh.navigate(url + id, new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
        double millis = millis(fresh.evaluate(COLD, id));
        fresh.context().close();
        return millis;
    }

    private static String called(String id) {
        return id.equals(BASELINE) ? id + " (baseline: asks no service)" : id;
    }

    private void keep(String figure, double millis) {
        figures.computeIfAbsent(figure, absent -> new ArrayList<>()).add(millis);
    }

    private static double millis(Object measured) {
        return ((Number) Objects.requireNonNull(measured)).doubleValue();
    }
}
