package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Answer;
import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Imap;
import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Reply;
import fr.vaguemestre.e2e.driver.Rest;
import fr.vaguemestre.e2e.driver.Smtp;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Karaf gone: mail waits at its sender, nothing is half made. */
@Order(World.LATE + 1)
class KarafTroubleTest {
    @AfterEach
    void karafRunsAgain() {
        Machine.start("karaf");
    }

    @Test
    void withoutKarafPeersAreToldToComeBackAndThenMailFlows() {
        Hospital hospital = Hospital.open();
        String box = hospital.box("attente");
        String neighbour = hospital.box("voisin");
        Machine.stop("karaf");

        Reply outage = firstRefusal(box);

        assertThat(outage.code()).as(outage.text()).isBetween(400, 499);
        try (Imap imap = Hospital.imap(box)) {
            assertThat(imap.search("INBOX", "ALL")).as("mailboxes stay open").isEmpty();
        }
        Message internal = Message.plain(neighbour, box, "interne");
        try (Smtp smtp = Smtp.connect(World.appliance().address("submission"))) {
            smtp.say("EHLO client.test").expect(250);
            smtp.startTls(World.appliance().trust()).expect(250);
            smtp.authenticate(neighbour, Hospital.PASSWORD).expect(235);
            smtp.deliver(neighbour, box, internal.octets()).expect(250);
        }
        assertThat(Hospital.received(box, internal))
                .as("and so does mail inside")
                .isNotEmpty();
        Answer api = World.anonymous().get("/health");
        assertThat(api.status()).isEqualTo(503);

        Machine.start("karaf");
        Message later = Message.plain(World.FOREIGN, box, "retour");
        assertThat(World.fromForeign(box, later).text()).startsWith("250");
        Hospital.received(box, later);
    }

    @Test
    @Tag("fault-42")
    void killedDuringFiftyCreationsNothingIsHalfMade() throws Exception {
        Hospital hospital = Hospital.open();
        Set<String> promised = ConcurrentHashMap.newKeySet();
        AtomicInteger asked = new AtomicInteger();
        Rest admin = hospital.admin();

        try (ExecutorService clients = Executors.newFixedThreadPool(4)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 1; i <= 50; i++) {
                String address = hospital.address("rafale" + i);
                running.add(clients.submit(() -> {
                    asked.incrementAndGet();
                    if (created(admin, address)) {
                        promised.add(address);
                    }
                }));
            }
            Await.until("some creations are answered", Duration.ofSeconds(60), () -> promised.size() >= 10);
            Machine.kill("karaf");
            for (Future<?> one : running) {
                one.get();
            }
        }
        assertThat(asked).hasValue(50);
        Machine.healthy();

        Set<String> stored =
                new TreeSet<>(Machine.sql("SELECT address FROM mail.mailbox WHERE domain = '" + hospital.domain() + "'")
                        .lines()
                        .toList());
        assertThat(stored).as("each that was answered 201").containsAll(promised);
        Rest again = World.anonymous().signIn(hospital.username(), Hospital.PASSWORD);
        for (String address : stored) {
            assertThat(again.get("/mailboxes/" + address).status()).isEqualTo(200);
            assertThat(again.get("/admin/audit?object=" + address)
                            .json()
                            .path("total")
                            .asLong())
                    .isEqualTo(1);
            assertThat(World.recipient(address).text()).as(address).startsWith("250");
        }
        for (String address : Collections.unmodifiableSet(promised)) {
            again.post("/admin/users", World.user(address, Hospital.PASSWORD, "user", List.of(), List.of(address)))
                    .expect(201);
            Hospital.imap(address).close();
        }
        for (int i = 1; i <= 50; i++) {
            String address = hospital.address("rafale" + i);
            if (!stored.contains(address)) {
                assertThat(World.recipient(address).code())
                        .as("not half made: " + address)
                        .isEqualTo(550);
                again.get("/mailboxes/" + address).expect(404);
            }
        }
        assertThat(World.admin()
                        .get("/admin/audit/verify")
                        .expect(200)
                        .json()
                        .path("intact")
                        .asBoolean())
                .isTrue();
    }

    private static boolean created(Rest admin, String address) {
        try {
            return admin.post("/mailboxes", World.org(address)).status() == 201;
        } catch (UncheckedIOException killed) {
            return false;
        }
    }

    private static Reply firstRefusal(String box) {
        try (Smtp smtp = World.peer("valide")) {
            return smtp.deliver(
                    World.FOREIGN,
                    box,
                    Message.plain(World.FOREIGN, box, "panne").octets());
        }
    }
}
