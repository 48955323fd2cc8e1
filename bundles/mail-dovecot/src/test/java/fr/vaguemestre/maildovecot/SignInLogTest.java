package fr.vaguemestre.maildovecot;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.api.messages.TraceEntry;
import fr.vaguemestre.testkit.Configs;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignInLogTest {
    private final SignInLog log = new SignInLog(Configs.of(MailDovecotConfig.class, Map.of()));

    @Test
    void whoSignedInAndWhoWasRefusedIsTold() {
        assertThat(
                        log.read(
                                "2026-11-23 03:15:12.837737136  Nov 23 03:15:12 imap-login: Info: Logged in:"
                                        + " user=<kit@ch.mssante.test>, method=PLAIN, rip=127.0.0.1, lip=192.0.2.1, mpid=4102, TLS, session=<Ob>"))
                .singleElement()
                .satisfies(step -> {
                    assertThat(step.stage()).isEqualTo("sign-in");
                    assertThat(step.outcome()).isEqualTo("accepted");
                    assertThat(step.cause()).isEqualTo("imap");
                    assertThat(step.recipient()).contains("kit@ch.mssante.test");
                    assertThat(step.at())
                            .isEqualTo(LocalDateTime.parse("2026-11-23T03:15:12.837737136")
                                    .atZone(ZoneId.systemDefault())
                                    .toInstant());
                });
        assertThat(log.read("2026-11-23 03:17:11.476478081  Nov 23 03:17:11 imap-login: Info: Login aborted: Logged out"
                        + " (auth failed, 1 attempts in 2 secs) (auth_failed): user=<kit@ch.mssante.test>, method=PLAIN,"
                        + " rip=127.0.0.1, lip=192.0.2.1, TLS, session=<H4>"))
                .extracting(TraceEntry::outcome)
                .containsExactly("refused");
    }

    @Test
    void theWebmailsSessionsAndOtherLinesAreNot() {
        assertThat(
                        log.read(
                                "2026-11-23 03:15:12.837737136  Nov 23 03:15:12 imap-login: Info: Logged in:"
                                        + " user=<kit@ch.mssante.test>, method=OAUTHBEARER, rip=127.0.0.1, lip=192.0.2.1, TLS, session=<Ob>"))
                .isEmpty();
        assertThat(log.read(
                        "2026-11-23 03:17:09.453143263  Nov 23 03:17:09 auth(kit@ch.mssante.test,127.0.0.1,sasl:plain):"
                                + " Info: password: Password mismatch"))
                .isEmpty();
        assertThat(log.read("")).isEmpty();
    }
}
