package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.vaguemestre.e2e.driver.Imap;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Port 143. */
class ImapTest {
    @Test
    void noSignInBeforeTls() {
        Hospital hospital = Hospital.open();
        String box = hospital.box("clair");
        // Also from the server's own address: left alone, Dovecot takes a talk with itself for safe.
        for (String source : List.of("127.0.0.1", "127.0.0.2")) {
            try (Imap imap = Imap.connectFrom(source, World.appliance().address("imap"))) {
                assertThat(imap.greeting())
                        .contains("STARTTLS", "LOGINDISABLED")
                        .doesNotContain("AUTH=");
                assertThat(imap.login(box, Hospital.PASSWORD).ok()).isFalse();
            }
        }
    }

    @Test
    void oldTlsIsRefused() {
        try (Imap imap = Imap.connect(World.appliance().address("imap"))) {
            assertThatThrownBy(() -> imap.startTls(World.appliance().trust(), "TLSv1.1"))
                    .isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void onlyTheOwnersPasswordOpensAMailbox() {
        Hospital hospital = Hospital.open();
        Hospital other = Hospital.open();
        String box = hospital.box("coffre");
        String neighbour = other.box("coffre");

        try (Imap imap = Imap.connect(World.appliance().address("imap"))) {
            imap.startTls(World.appliance().trust()).expectOk();
            assertThat(imap.login(box, "not-the-password").ok()).isFalse();
            assertThat(imap.login(box + "*" + neighbour, Hospital.PASSWORD).ok())
                    .as("no master user")
                    .isFalse();
            assertThat(imap.login("' OR 1=1 --@" + hospital.domain(), Hospital.PASSWORD)
                            .ok())
                    .isFalse();
            assertThat(imap.login(box, Hospital.PASSWORD).ok()).isTrue();
            assertThat(imap.command("LIST \"\" \"*\"").expectOk().untagged().toString())
                    .doesNotContain(other.domain());
        }
    }

    @Test
    void aNewPasswordCountsAtOnce() {
        Hospital hospital = Hospital.open();
        String box = hospital.box("neuf");
        String id = hospital.admin()
                .get("/admin/users?q=" + box)
                .expect(200)
                .json()
                .at("/items/0/id")
                .asText();

        hospital.admin()
                .patch("/admin/users/" + id, fr.vaguemestre.e2e.driver.Json.object("password", "un-autre-mot-de-passe"))
                .expect(200);

        try (Imap imap = Imap.connect(World.appliance().address("imap"))) {
            imap.startTls(World.appliance().trust()).expectOk();
            assertThat(imap.login(box, Hospital.PASSWORD).ok()).isFalse();
            assertThat(imap.login(box, "un-autre-mot-de-passe").ok()).isTrue();
        }
    }
}
