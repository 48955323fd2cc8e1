package fr.vaguemestre.e2e.demo;

import com.fasterxml.jackson.databind.JsonNode;
import fr.vaguemestre.e2e.driver.Answer;
import fr.vaguemestre.e2e.driver.Appliance;
import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Imap;
import fr.vaguemestre.e2e.driver.Intruder;
import fr.vaguemestre.e2e.driver.Json;
import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Reply;
import fr.vaguemestre.e2e.driver.Rest;
import fr.vaguemestre.e2e.driver.Smtp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;

/** The main job of the appliance, told once from an empty tenant to a verified audit trail. */
final class Story {
    private static final Duration DELIVERY = Duration.ofSeconds(30);
    private static final String FOREIGN = "docteur.exterieur@valide.mssante.test";

    private final Appliance appliance;
    private final Texts texts;
    private final Rest anonymous;
    private final String domain;
    private final String finess;
    private final String doctor;
    private final Abroad abroad;
    private final Duties duties;
    private final String service;
    private final String password = UUID.randomUUID().toString();
    private final BiConsumer<String, String> left;
    private Rest admin;

    /**
     * The story for that appliance.
     *
     * @param left told of each message that waits at the end: its sender and its queue id
     */
    Story(Appliance appliance, Texts texts, BiConsumer<String, String> left) {
        this.left = left;
        this.appliance = appliance;
        this.texts = texts;
        this.anonymous = Rest.anonymous(appliance);
        this.admin = anonymous;
        long now = Instant.now().getEpochSecond();
        this.domain = "demo-" + Long.toString(now, Character.MAX_RADIX) + ".mssante.test";
        this.finess = "97" + String.format("%07d", now % 10_000_000);
        this.doctor = "camille.martin@" + domain;
        this.service = "cardiologie@" + domain;
        this.abroad = new Abroad(appliance, texts, doctor, password);
        this.duties = new Duties(
                appliance,
                texts,
                () -> admin,
                new Duties.House(finess, List.of(doctor, service), password),
                abroad::sent);
    }

    List<Step> steps() {
        return List.of(
                new Step("servers", List.of("karaf"), this::servers),
                new Step("signIn", List.of("karaf", "postgresql", "haproxy"), this::signIn),
                new Step("domain", List.of("karaf", "postgresql"), this::domain),
                new Step("mailboxes", List.of("dovecot", "karaf", "postgresql"), this::mailboxes),
                new Step("annuaire", List.of("annuaire", "karaf", "postgresql"), duties::annuaire),
                new Step("inbound", List.of("nginx", "postfix", "dovecot", "karaf"), this::inbound),
                new Step("reply", List.of("postfix", "dovecot", "karaf"), this::reply),
                new Step(
                        "abroad",
                        List.of("peer", "peerimap", "peers", "postfix", "nginx", "karaf", "dovecot"),
                        () -> abroad().exchange()),
                new Step("intruders", List.of("nginx", "karaf", "postfix"), this::intruders),
                new Step("matrix", List.of("peers", "peer", "nginx", "karaf", "postfix"), () -> abroad().matrix(
                                admin, left)),
                new Step("trust", List.of("igc", "karaf"), duties::trust),
                new Step("indicators", List.of("karaf", "postgresql"), duties::indicators),
                new Step("audit", List.of("karaf", "postgresql"), duties::audit));
    }

    private List<String> servers() {
        Map<String, String> states = appliance.services();
        List<String> down = states.entrySet().stream()
                .filter(service -> !"up".equals(service.getValue()))
                .map(service -> service.getKey() + " " + service.getValue())
                .toList();
        require(down.isEmpty(), texts.get("servers.down", String.join(", ", down)));
        JsonNode health = anonymous.get("/health").json();
        require("UP".equals(health.path("status").asText()), "GET /health: " + health);
        return List.of(texts.get(
                "servers.up",
                String.join(", ", states.keySet()),
                health.path("checks").size()));
    }

    private List<String> signIn() {
        admin = anonymous.signIn(appliance.adminName(), appliance.adminPassword());
        Answer refused = anonymous.get("/auth/me").expect(401);
        JsonNode me = admin.get("/auth/me").expect(200).json();
        return List.of(
                texts.get(
                        "signIn.me",
                        me.path("subject").asText(),
                        me.path("roles").toString()),
                texts.get("signIn.anonymous", refused.status(), refused.problem()));
    }

    private List<String> domain() throws Exception {
        admin.post(
                        "/admin/domains",
                        Json.object(
                                "name",
                                domain,
                                "label",
                                "CH de démonstration",
                                "finess",
                                finess,
                                "quota",
                                Json.object("mailboxes", 10, "storageBytes", 10_737_418_240L),
                                "hosting",
                                "OWN"))
                .expect(201);
        JsonNode read = admin.get("/admin/domains/" + domain).expect(200).json();
        Reply unknown = fromValide(FOREIGN, doctor, Message.plain(FOREIGN, doctor, "trop tôt"));
        require(unknown.code() >= 500, "RCPT " + doctor + ": " + unknown.text());
        return List.of(
                texts.get(
                        "domain.made",
                        read.path("name").asText(),
                        read.path("finess").asText()),
                texts.get("domain.unknown", doctor, unknown.text()));
    }

    private List<String> mailboxes() {
        List<String> lines = new ArrayList<>();
        Map<String, Object> holder = Json.object(
                "rpps", "99700218896", "givenName", "Camille", "familyName", "Martin", "professionCode", "10");
        lines.add(mailbox(doctor, "PER", Json.object("address", doctor, "type", "PER", "holder", holder)));
        lines.add(mailbox(
                service,
                "ORG",
                Json.object(
                        "address",
                        service,
                        "type",
                        "ORG",
                        "displayName",
                        "Cardiologie",
                        "responsible",
                        "99700218896")));
        return lines;
    }

    private String mailbox(String address, String type, Map<String, Object> wanted) {
        admin.post("/mailboxes", wanted).expect(201);
        admin.post(
                        "/admin/users",
                        Json.object(
                                "username", address,
                                "password", password,
                                "roles", List.of("user"),
                                "domains", List.of(),
                                "mailboxes", List.of(address)))
                .expect(201);
        try (Imap imap = Imap.open(appliance, address, password)) {
            return texts.get(
                    "mailboxes.open", type, address, imap.search("INBOX", "ALL").size());
        }
    }

    private List<String> inbound() {
        Message message = Message.tricky(FOREIGN, doctor);
        Reply accepted = fromValide(FOREIGN, doctor, message);
        require(accepted.code() == 250, accepted.text());
        try (Imap imap = Imap.open(appliance, doctor, password)) {
            long uid = found(imap, message);
            byte[] stored = imap.fetch(uid);
            String sent = Message.sha256(message.octets());
            String read = Message.sha256(Message.asSent(stored, message.octets()));
            require(sent.equals(read), "sha256 " + sent + " ≠ " + read);
            return List.of(
                    texts.get("inbound.smtp", FOREIGN, accepted.text()),
                    texts.get("inbound.imap", doctor, Long.toString(uid), read));
        }
    }

    private List<String> reply() {
        Message message = Message.plain(doctor, service, "Réponse");
        Reply accepted;
        Reply spoofed;
        Reply outside;
        try (Smtp smtp = Smtp.connect(appliance.address("submission"))) {
            smtp.say("EHLO client.test").expect(250);
            smtp.startTls(appliance.trust()).expect(250);
            smtp.authenticate(doctor, password).expect(235);
            spoofed = smtp.deliver(service, doctor, message.octets());
            smtp.say("RSET").expect(250);
            outside = smtp.deliver(doctor, "quelquun@example.org", message.octets());
            smtp.say("RSET").expect(250);
            accepted = smtp.deliver(doctor, service, message.octets());
        }
        require(accepted.code() == 250, accepted.text());
        require(spoofed.code() >= 500, "MAIL FROM " + service + ": " + spoofed.text());
        require(outside.code() >= 500, "RCPT quelquun@example.org: " + outside.text());
        try (Imap imap = Imap.open(appliance, service, password)) {
            long uid = found(imap, message);
            String sent = Message.sha256(Message.body(message.octets()));
            String read = Message.sha256(Message.body(imap.fetch(uid)));
            require(sent.equals(read), "sha256 " + sent + " ≠ " + read);
            return List.of(
                    texts.get("reply.imap", service, Long.toString(uid), read),
                    texts.get("reply.spoofed", service, spoofed.text()),
                    texts.get("reply.outside", outside.text()));
        }
    }

    private Abroad abroad() {
        return abroad;
    }

    private List<String> intruders() {
        List<String> lines = new ArrayList<>();
        for (Intruder intruder : Intruder.values()) {
            String sender = intruder.sender("intrus-" + domain.replaceAll("\\..*", ""));
            Instant since = Instant.now().minusSeconds(1);
            Reply refusal = intruder.attempt(appliance, sender, doctor);
            require(!refusal.positive(), intruder + ": " + refusal.text());
            Await.until(
                    "trace of " + sender + ": " + intruder.cause(),
                    DELIVERY,
                    () -> intruder.traced(admin, since, sender));
            lines.add(texts.get(
                    "intruders.refused", texts.get("intruder." + intruder), refusal.text(), intruder.cause()));
        }
        return lines;
    }

    private Reply fromValide(String from, String to, Message message) {
        try (Smtp smtp = Smtp.connect(appliance.address("mx"))) {
            smtp.say("EHLO mx.valide.mssante.test").expect(250);
            smtp.startTls(appliance.showing("valide")).expect(250);
            return smtp.deliver(from, to, message.octets());
        }
    }

    private static long found(Imap imap, Message message) {
        List<Long> uids = new ArrayList<>();
        Await.until("message " + message.id() + " in INBOX", DELIVERY, () -> {
            uids.addAll(imap.search("INBOX", "HEADER Message-ID " + message.id()));
            return !uids.isEmpty();
        });
        return uids.getFirst();
    }

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
