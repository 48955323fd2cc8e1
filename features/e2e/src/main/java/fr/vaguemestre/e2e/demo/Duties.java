package fr.vaguemestre.e2e.demo;

import com.fasterxml.jackson.databind.JsonNode;
import fr.vaguemestre.e2e.driver.Appliance;
import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Directory;
import fr.vaguemestre.e2e.driver.Imap;
import fr.vaguemestre.e2e.driver.Rest;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** The part of the story that an operator owes others: directory, trust space, the month's figures, the audit trail. */
final class Duties {
    private static final Duration DELIVERY = Duration.ofSeconds(30);
    private static final Duration PUBLICATION = Duration.ofSeconds(60);

    private final Appliance appliance;
    private final Texts texts;
    private final Supplier<Rest> admin;
    private final House house;
    private final IntSupplier sent;

    /**
     * The hospital of the story.
     *
     * @param finess its structure
     * @param boxes addresses of its two mailboxes, the doctor's first
     * @param password opens both
     */
    record House(String finess, List<String> boxes, String password) {
        String doctor() {
            return boxes.getFirst();
        }
    }

    /**
     * The duties of that hospital's operator.
     *
     * @param admin signed in by the time that a duty is told
     * @param sent how many messages went to other operators so far
     */
    Duties(Appliance appliance, Texts texts, Supplier<Rest> admin, House house, IntSupplier sent) {
        this.appliance = appliance;
        this.texts = texts;
        this.admin = admin;
        this.house = house;
        this.sent = sent;
    }

    List<String> annuaire() {
        List<String> lines = new ArrayList<>();
        for (String address : house.boxes()) {
            Await.until(address + " ACCEPTEE", PUBLICATION, () -> admin.get()
                    .get("/mailboxes/" + address)
                    .expect(200)
                    .json()
                    .at("/publication/state")
                    .asText()
                    .equals("ACCEPTEE"));
            List<Directory.Entry> entries = Directory.of(appliance).entries(address);
            Story.require(entries.size() == 1, address + ": " + entries);
            lines.add(texts.get("annuaire.read", address, entries.getFirst().carrier()));
        }
        JsonNode found = admin.get()
                .get("/annuaire/search?q=urgences&limit=1")
                .expect(200)
                .json();
        lines.add(texts.get(
                "annuaire.search",
                found.path("total").asLong(),
                found.at("/items/0/boxes/0/address").asText(),
                found.path("asOf").asText()));
        return lines;
    }

    /** The month's figures of the story's hospital are those of its mailboxes, of the other operators, and of the trace. */
    List<String> indicators() {
        String path = "/admin/indicators/" + YearMonth.now(ZoneId.of("Europe/Paris")) + "?tenant=" + house.finess();
        long boxes = house.boxes().stream().mapToLong(this::stored).sum();
        Map<String, Long> figures = new TreeMap<>();
        Await.until("the figures of " + house.finess(), DELIVERY, () -> {
            figures.clear();
            for (JsonNode figure : admin.get().get(path).expect(200).json().path("totals")) {
                figures.merge(figure.path("name").asText(), figure.path("value").asLong(), Long::sum);
            }
            return arrived(figures) == boxes && figures.getOrDefault("messages.outbound", 0L) == sent.getAsInt();
        });
        Story.require(figures.getOrDefault("bal-created", 0L) == 2, path + ": " + figures);
        return List.of(
                texts.get(
                        "indicators.messages",
                        figures.getOrDefault("messages.inbound", 0L),
                        figures.getOrDefault("messages.internal", 0L),
                        figures.getOrDefault("messages.notice", 0L),
                        boxes,
                        figures.getOrDefault("messages.outbound", 0L),
                        sent.getAsInt()),
                texts.get("indicators.mailboxes", figures.getOrDefault("bal-created", 0L), path));
    }

    private static long arrived(Map<String, Long> figures) {
        return figures.getOrDefault("messages.inbound", 0L)
                + figures.getOrDefault("messages.internal", 0L)
                + figures.getOrDefault("messages.notice", 0L);
    }

    private long stored(String box) {
        try (Imap imap = Imap.open(appliance, box, house.password())) {
            return imap.search("INBOX", "ALL").size();
        }
    }

    List<String> trust() {
        JsonNode list = admin.get().get("/annuaire/whitelist").expect(200).json();
        JsonNode valide = admin.get()
                .get("/annuaire/whitelist/domains/valide.mssante.test")
                .expect(200)
                .json();
        Story.require(list.path("domains").asLong() > 0, "GET /annuaire/whitelist: " + list);
        return List.of(
                texts.get(
                        "trust.list",
                        list.path("domains").asLong(),
                        list.path("entries").asLong(),
                        list.path("generatedAt").asText(),
                        list.path("fetchedAt").asText(),
                        list.path("digest").asText()),
                texts.get("trust.domain", valide.path("certificateDns").path(0).asText()),
                texts.get("trust.crl", check("confiance.crl")));
    }

    private String check(String name) {
        for (JsonNode check :
                Rest.anonymous(appliance).get("/health").expect(200).json().path("checks")) {
            if (name.equals(check.path("name").asText())) {
                Story.require("UP".equals(check.path("status").asText()), check.toString());
                return check.path("detail").asText();
            }
        }
        throw new AssertionError("GET /health has no check " + name);
    }

    List<String> audit() {
        JsonNode verified = admin.get().get("/admin/audit/verify").expect(200).json();
        Story.require(verified.path("intact").asBoolean(), "GET /admin/audit/verify: " + verified);
        long made = admin.get()
                .get("/admin/audit?object=" + house.doctor())
                .expect(200)
                .json()
                .path("total")
                .asLong();
        Story.require(made > 0, "GET /admin/audit?object=" + house.doctor() + ": 0");
        return List.of(texts.get("audit.intact", verified.path("checked").asLong(), made, house.doctor()));
    }
}
