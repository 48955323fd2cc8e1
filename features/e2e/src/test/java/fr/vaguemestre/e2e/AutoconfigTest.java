package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Imap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A mail program that knows only the address finds its settings, and they work. */
class AutoconfigTest {
    @Test
    void theSettingsOfADomainLeadAStandardClientToItsMailbox() {
        Hospital hospital = Hospital.open();
        String box = hospital.box("client");
        Autoconfig settings = Autoconfig.of(box);

        assertThat(settings.domain()).isEqualTo(hospital.domain());
        for (Autoconfig.Server server : List.of(settings.incoming(), settings.outgoing())) {
            assertThat(server.security()).isEqualTo("STARTTLS");
            assertThat(server.authentication()).isEqualTo("password-cleartext");
            assertThat(server.username()).isEqualTo("%EMAILADDRESS%");
        }
        String subject = World.fresh("envoi");
        curl(
                box,
                settings.outgoing(),
                "smtp",
                "--mail-from " + box + " --mail-rcpt " + box + " -T <(printf 'From: <%s>\\r\\nTo: <%s>\\r\\nSubject: "
                        + subject + "\\r\\n\\r\\nbonjour\\r\\n' \"$1\" \"$1\")");
        try (Imap imap = Hospital.imap(box)) {
            Await.until(
                    "delivered",
                    Hospital.DELIVERY,
                    () -> imap.search("INBOX", "SUBJECT " + subject).size() == 1);
        }
        assertThat(curl(box, settings.incoming(), "imap", "-X 'STATUS INBOX (MESSAGES)'"))
                .contains("MESSAGES 1");
    }

    @Test
    void theyAreFoundUnderTheDomainsOwnNameTooAndForNobodyElse() {
        assertThat(Autoconfig.get(Autoconfig.WELL_KNOWN + "a@example.org").statusCode())
                .isEqualTo(404);
        assertThat(Autoconfig.get("/mail/config-v1.1.xml").statusCode())
                .as("under an address")
                .isEqualTo(404);
        assertThat(Autoconfig.get(Autoconfig.WELL_KNOWN + "a@%3Cx%3E.mssante.test")
                        .statusCode())
                .isEqualTo(404);
        assertThat(Autoconfig.at("/mail/config-v1.1.xml?emailaddress=A@CH-X.mssante.test")
                        .domain())
                .isEqualTo("ch-x.mssante.test");
    }

    /** Debian's curl, as itself a client of both protocols; the server's name must be the one of the settings. */
    private static String curl(String box, Autoconfig.Server server, String protocol, String what) {
        return Machine.shell(
                        "printf 'user = \"%s:%s\"' \"$1\" \"$2\" | curl -sS -m 20 -K - --ssl-reqd --cacert \"$VM_STATE/tls/igc.pem\""
                                + " --resolve \"$3:127.0.0.1\" \"$4://$3/\" " + what,
                        box,
                        Hospital.PASSWORD,
                        server.host() + ":" + server.port(),
                        protocol)
                .expectOk()
                .out();
    }
}
