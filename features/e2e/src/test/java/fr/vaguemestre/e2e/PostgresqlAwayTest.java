package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Imap;
import fr.vaguemestre.e2e.driver.Reply;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * PostgreSQL away, in the three ways that it can be: clients of mail are told to come back, and soon after its return they may.
 * Where {@code dbwatch} is stopped, or Dovecot's {@code auth_internal_failure_delay} for submission is taken out, this fails.
 */
@Order(World.LATE)
class PostgresqlAwayTest {
    /** Dovecot tries again after 1, 5, 25 s and more: left alone it would then wait for some time. */
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(35);

    @Test
    void stoppedForAWhileNobodyIsToldNeverAndNothingIsLost() {
        new Absence().play(() -> Machine.stop("postgresql"), LONG_ENOUGH, PostgresqlAwayTest::start);
        Machine.healthy();
    }

    @Test
    void hungItKeepsNobodyOutForGood() {
        Absence absence = new Absence();
        CompletableFuture<Imap.Response> imap;
        Machine.shell("pkill -STOP -u postgres").expectOk();
        try {
            imap = CompletableFuture.supplyAsync(absence::signedIn);
            Reply reply = absence.authenticated();
            assertThat(reply.code()).as(reply.text()).isEqualTo(454);
        } finally {
            Machine.shell("pkill -CONT -u postgres").expectOk();
        }
        absence.allIsRightAgain();
        assertThat(imap.join().status()).matches("OK .*|NO \\[UNAVAILABLE].*");
        Machine.healthy();
    }

    @Test
    void killedItIsStartedAgainAndPeopleSignIn() {
        Absence absence = new Absence();
        String before = process();
        Machine.kill("postgresql");
        Await.until(
                "another PostgreSQL answers",
                Duration.ofSeconds(30),
                () -> !process().equals(before) && process().endsWith(" true"));
        absence.allIsRightAgain();
        Machine.healthy();
    }

    /** Its process, and whether it answers. */
    private static String process() {
        return Machine.shell("s6-svstat -o pid,ready \"$SCAN/postgresql\"")
                .expectOk()
                .out()
                .strip();
    }

    /** Comes back when it answers. */
    static void start() {
        Machine.inside("/opt/vaguemestre/bin/control", "start", "postgresql").expectOk();
    }
}
