package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Json;
import fr.vaguemestre.e2e.driver.Rest;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Two real Karafs on one database: what is to be done once is done once, and what one of them knows the other one knows. */
@Tag("long")
@Order(World.LATE)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class TwoNodesTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int STRUCTURES = 12;
    private static final int BOXES = 40;

    private SecondNode second;

    @BeforeAll
    @Timeout(value = 6, unit = TimeUnit.MINUTES)
    void start() {
        second = SecondNode.start();
    }

    @AfterAll
    void oneIsEnough() {
        second.close();
        Machine.healthy();
    }

    @Test
    void aMailboxMadeOnOneIsThereOnTheOtherAtOnce() {
        Hospital hospital = Hospital.open();
        Rest other = second.signIn(hospital);
        String here = hospital.address("ici");
        String there = hospital.address("la-bas");

        hospital.admin().post("/mailboxes", World.org(here)).expect(201);
        other.post("/mailboxes", World.org(there)).expect(201);

        assertThat(other.get("/mailboxes/" + here).status()).isEqualTo(200);
        assertThat(hospital.admin().get("/mailboxes/" + there).status()).isEqualTo(200);
        for (Rest node : List.of(hospital.admin(), other)) {
            assertThat(node.get("/mailboxes").expect(200).text()).contains(here, there);
        }
        Await.until(
                "mail for it passes", SOON, () -> World.recipient(there).text().startsWith("250"));
    }

    @Test
    void aSessionThatEndsOnOneHasEndedOnTheOtherWithinAMinute() {
        Hospital hospital = Hospital.open();
        Rest first = World.anonymous().signIn(hospital.username(), Hospital.PASSWORD);
        Rest other = second.signIn(hospital);
        for (Rest session : List.of(first, other)) {
            Rest elsewhere = session.at(
                    session == first ? second.base() : World.appliance().endpoint("api"));
            elsewhere.get("/auth/me").expect(200);

            session.post("/auth/logout", Json.object()).expect(204);

            session.get("/auth/me").expect(401);
            Await.until(
                    "the other node refuses it too",
                    SOON,
                    () -> elsewhere.get("/auth/me").status() == 401);
        }
    }

    @Test
    @Tag("fault-45")
    void theMonthsOfManyStructuresAreClosedAndHandedInOnce() {
        YearMonth last = YearMonth.now(ZoneId.of("Europe/Paris")).minusMonths(1);
        List<Hospital> hospitals = new ArrayList<>();
        for (int number = 0; number < STRUCTURES; number++) {
            hospitals.add(Hospital.open());
        }
        Machine.sql(
                "INSERT INTO vm.indicators_bal (event, tenant, at, change, address, domain, type, state, publication) SELECT"
                        + " -" + System.nanoTime() + " - row_number() OVER (), finess, '" + last
                        + "-15T10:00:00Z', 'bal.created',"
                        + " 'hier@x', 'x', 'PER', 'ACTIVE', 'A_PUBLIER' FROM unnest(" + array(hospitals)
                        + ") AS finess");

        for (Hospital hospital : hospitals) {
            Rest other = second.signIn(hospital);
            List<Rest> both = List.of(hospital.admin(), other);
            Await.until("closed", SOON, () -> other.get("/admin/indicators/" + last)
                    .json()
                    .path("closed")
                    .asBoolean());
            both.forEach(node -> node.post("/admin/indicators/" + last + "/submit", Json.object()));
        }

        String ours = "WHERE tenant = ANY (" + array(hospitals) + ")";
        Await.until("all have a receipt", SOON, () -> Machine.sql(
                        "SELECT count(*) FROM vm.indicators_submission " + ours + " AND state = 'ACCEPTED'")
                .equals(Integer.toString(STRUCTURES)));
        assertThat(Machine.sql("SELECT max(attempts) FROM vm.indicators_submission " + ours))
                .as("attempts to hand one in")
                .isEqualTo("1");
        assertThat(Machine.sql("SELECT count(*) FROM vm.audit_entry " + ours + " AND action = 'indicators.close'"))
                .as("closings")
                .isEqualTo(Integer.toString(STRUCTURES));
        trailIsWhole();
    }

    @Test
    @Tag("fault-45")
    void whenOneIsKilledInMidWorkTheOtherEndsItAndNothingIsDoneTwice() throws Exception {
        Hospital hospital = Hospital.open();
        Rest other = second.signIn(hospital);
        Set<String> promised = ConcurrentHashMap.newKeySet();

        try (ExecutorService clients = Executors.newFixedThreadPool(4)) {
            List<Future<?>> running = new ArrayList<>();
            for (int number = 0; number < BOXES; number++) {
                Rest node = number % 2 == 0 ? hospital.admin() : other;
                String address = hospital.address("deux" + number);
                running.add(clients.submit(() -> {
                    if (made(node, address)) {
                        promised.add(address);
                    }
                }));
            }
            Await.until("both are at work", SOON, () -> promised.size() >= BOXES / 4);
            second.kill();
            for (Future<?> one : running) {
                one.get();
            }
        }

        assertThat(promised.size()).as("the first node goes on").isGreaterThanOrEqualTo(BOXES / 2);
        Set<String> stored =
                new TreeSet<>(Machine.sql("SELECT address FROM mail.mailbox WHERE domain = '" + hospital.domain() + "'")
                        .lines()
                        .toList());
        assertThat(stored).as("each that was answered 201").containsAll(promised);
        for (String address : stored) {
            AnnuaireTest.state(hospital.admin(), address, "ACCEPTEE");
            assertThat(AnnuaireTest.carriers(address)).as("published once").hasSize(1);
        }
        String facts = "FROM vm.indicators_bal WHERE change = 'bal.created' AND domain = '" + hospital.domain() + "'";
        Await.until("each fact is counted", SOON, () -> Machine.sql("SELECT count(DISTINCT address) " + facts)
                .equals(Integer.toString(stored.size())));
        assertThat(Machine.sql("SELECT count(*) " + facts)).as("and once").isEqualTo(Integer.toString(stored.size()));
        Await.until("nothing waits that the dead node had begun", SOON, () -> Machine.sql(
                        "SELECT count(*) FROM vm.store_delivery d JOIN vm.store_outbox o ON o.id = d.event WHERE o.tenant = '"
                                + hospital.finess() + "' AND (d.done IS NULL OR d.dead)")
                .equals("0"));
        trailIsWhole();
        second = SecondNode.start();
        assertThat(second.signIn(hospital).get("/mailboxes").status())
                .as("it comes back")
                .isEqualTo(200);
    }

    private static boolean made(Rest node, String address) {
        try {
            return node.post("/mailboxes", World.org(address)).status() == 201;
        } catch (UncheckedIOException killed) {
            return false;
        }
    }

    private static void trailIsWhole() {
        assertThat(World.admin()
                        .get("/admin/audit/verify")
                        .expect(200)
                        .json()
                        .path("intact")
                        .asBoolean())
                .as("the audit trail is whole")
                .isTrue();
    }

    private static String array(List<Hospital> hospitals) {
        return "ARRAY['"
                + String.join("','", hospitals.stream().map(Hospital::finess).toList()) + "']";
    }
}
