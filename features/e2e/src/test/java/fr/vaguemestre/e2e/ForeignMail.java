package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Imap;
import fr.vaguemestre.e2e.driver.Json;
import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Reply;
import fr.vaguemestre.e2e.driver.Rest;
import fr.vaguemestre.e2e.driver.Sieve;
import fr.vaguemestre.e2e.driver.Smtp;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Another hospital's mail by the ways in that are not REST, and by the searches that go over many things at once. */
final class ForeignMail {
    private static final String USER = "user";

    private final Holdings ours;
    private final Holdings theirs;
    private final IsolationPage page;
    private final List<DynamicTest> tests = new ArrayList<>();

    ForeignMail(Holdings ours, Holdings theirs, IsolationPage page) {
        this.ours = ours;
        this.theirs = theirs;
        this.page = page;
    }

    Stream<DynamicTest> tests() {
        imap();
        submission();
        add("sieve", USER, "sign-in for another", () -> assertThat(
                        Sieve.signIn(World.appliance(), theirs.box(), ours.box(), Hospital.PASSWORD))
                .startsWith("NO"));
        searches();
        return tests.stream();
    }

    private void add(String wayIn, String role, String place, Runnable attempt) {
        tests.add(DynamicTest.dynamicTest(
                wayIn + ": " + place + " by " + role, () -> page.tried(wayIn, role, place, attempt)));
    }

    private void imap() {
        add("imap", USER, "sign-in for another", () -> {
            try (Imap imap = Imap.connect(World.appliance().address("imap"))) {
                imap.startTls(World.appliance().trust()).expectOk();
                assertThat(imap.authenticate("PLAIN", plain(theirs.box(), ours.box()))
                                .ok())
                        .isFalse();
                assertThat(imap.login(theirs.box() + "*" + ours.box(), Hospital.PASSWORD)
                                .ok())
                        .isFalse();
            }
        });
        add("imap", USER, "list of folders", () -> {
            try (Imap imap = Hospital.imap(ours.box())) {
                assertThat(imap.command("LIST \"\" \"*\"").expectOk().untagged().toString())
                        .contains("INBOX")
                        .doesNotContain(theirs.marks());
                assertThat(imap.command("NAMESPACE").expectOk().untagged().toString())
                        .doesNotContain(theirs.box());
            }
        });
        for (String folder : List.of(
                "user/" + theirs.box(),
                "user." + theirs.box() + ".INBOX",
                "../" + theirs.box() + "/INBOX",
                "../../" + theirs.hospital().domain() + "/secretariat/INBOX",
                "shared/" + theirs.box() + "/INBOX",
                "Other Users/" + theirs.box(),
                "~" + theirs.box(),
                "/" + theirs.box())) {
            add(
                    "imap",
                    USER,
                    "folder "
                            + folder.replace(theirs.box(), "BOX")
                                    .replace(theirs.hospital().domain(), "DOMAIN"),
                    () -> unread(folder));
        }
        add("imap", USER, "search", () -> {
            try (Imap imap = Hospital.imap(ours.box())) {
                assertThat(imap.search("INBOX", "TEXT " + theirs.secret())).isEmpty();
                assertThat(imap.search("INBOX", "TEXT " + ours.secret()))
                        .as("its own is found")
                        .hasSize(1);
            }
        });
    }

    private void unread(String folder) {
        try (Imap imap = Hospital.imap(ours.box())) {
            String name = "\"" + folder + "\"";
            assertThat(imap.command("STATUS " + name + " (MESSAGES)").ok()).isFalse();
            assertThat(imap.command("SELECT " + name).ok()).isFalse();
            assertThat(imap.command("GETACL " + name).ok()).isFalse();
            assertThat(imap.command("SETACL " + name + " " + ours.box() + " lrs")
                            .ok())
                    .isFalse();
            assertThat(imap.append(
                                    folder,
                                    "",
                                    Message.plain(ours.box(), theirs.box(), "intrus")
                                            .octets())
                            .ok())
                    .isFalse();
        }
    }

    /** From a third hospital: whoever tries is told in its own trace, with the name that it gave. */
    private void submission() {
        String intruder = Hospital.open().box("intrus");
        add("submission", USER, "sign-in for another", () -> {
            try (Smtp smtp = secured()) {
                Reply signed = smtp.say("AUTH PLAIN " + plain(theirs.box(), intruder));
                assertThat(signed.code()).isNotEqualTo(235);
            }
        });
        for (String sender : List.of(
                theirs.box(),
                "nouveau@" + theirs.hospital().domain(),
                theirs.box().toUpperCase(java.util.Locale.ROOT))) {
            add("submission", USER, "sender " + sender.replaceFirst("@.*", "@DOMAIN"), () -> {
                try (Smtp smtp = secured()) {
                    smtp.authenticate(intruder, Hospital.PASSWORD).expect(235);
                    Message message = Message.plain(sender, intruder, "usurpe");
                    assertThat(smtp.deliver(sender, intruder, message.octets()).code())
                            .isBetween(500, 599);
                }
            });
        }
    }

    private void searches() {
        Rest admin = ours.hospital().admin();
        for (String list : List.of(
                "/admin/trace?address=" + theirs.box(),
                "/admin/trace?q=" + theirs.hospital().domain(),
                "/admin/queue?q=" + theirs.get(Thing.QUEUED),
                "/admin/queue?q=" + theirs.hospital().domain(),
                "/admin/audit?object=" + theirs.box(),
                "/admin/audit?q=" + theirs.hospital().domain(),
                "/mailboxes?q=" + theirs.hospital().domain(),
                "/admin/users?q=" + theirs.hospital().domain(),
                "/admin/tenants?q=" + theirs.hospital().finess(),
                "/annuaire/publications?q=" + theirs.hospital().domain())) {
            add(
                    "search",
                    "domain_admin",
                    list.replace(theirs.get(Thing.QUEUED), "QUEUED")
                            .replaceAll("=.*DOMAIN|=.*@.*|=98.*|=ch-.*", "=THEIRS"),
                    () -> {
                        var answer = admin.get(list).expect(200);
                        assertThat(answer.json().path("items").size())
                                .as(answer.text())
                                .isZero();
                    });
        }
        add("search", USER, "/email/BOX/messages?q=SECRET", () -> {
            String own = "/email/" + ours.box() + "/messages?q=";
            assertThat(ours.user().get(own + theirs.secret()).expect(200).json().path("items"))
                    .isEmpty();
            assertThat(ours.user().get(own + ours.secret()).expect(200).json().path("items"))
                    .as("its own is found")
                    .hasSize(1);
        });
        add("export", "domain_admin", "/admin/audit/export", () -> assertThat(
                        admin.get("/admin/audit/export").expect(200).text())
                .contains(ours.hospital().domain())
                .doesNotContain(theirs.marks()));
        add("export", "domain_admin", "a month's figures as CSV, for their structure", () -> {
            String month = World.admin()
                    .get("/admin/indicators")
                    .expect(200)
                    .json()
                    .at("/items/0")
                    .asText();
            String own = admin.send(
                            "GET", "/admin/indicators/" + month, java.util.Optional.empty(), "Accept", "text/csv")
                    .text();
            String asked = admin.send(
                            "GET",
                            "/admin/indicators/" + month + "?tenant="
                                    + theirs.hospital().finess(),
                            java.util.Optional.empty(),
                            "Accept",
                            "text/csv")
                    .text();
            assertThat(asked).doesNotContain(theirs.marks()).isEqualTo(own);
        });
        add("directory", USER, "a mailbox that is not to be found", this::unlisted);
    }

    /** On the red list: in nobody's directory. */
    private void unlisted() {
        String box = theirs.hospital().address(World.fresh("rouge"));
        var body = Json.object();
        body.putAll(World.org(box));
        body.put("listeRouge", true);
        theirs.hospital().admin().post("/mailboxes", body).expect(201);
        for (Rest asking : List.of(ours.user(), ours.hospital().admin())) {
            assertThat(asking.get("/annuaire/search?q=" + box)
                            .expect(200)
                            .json()
                            .path("items")
                            .toString())
                    .doesNotContain(box);
        }
    }

    private static Smtp secured() {
        Smtp smtp = Smtp.connect(World.appliance().address("submission"));
        smtp.say("EHLO client.test").expect(250);
        smtp.startTls(World.appliance().trust()).expect(250);
        return smtp;
    }

    /** SASL PLAIN: to act for one, by another's password. */
    private static String plain(String actFor, String signedIn) {
        return Base64.getEncoder()
                .encodeToString((actFor + "\0" + signedIn + "\0" + Hospital.PASSWORD).getBytes(StandardCharsets.UTF_8));
    }
}
