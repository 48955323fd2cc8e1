package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Imap;
import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Sieve;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** ManageSieve: people's filters file mail, and send none. */
class SieveTest {
    @Test
    void nothingIsOfferedBeforeTls() {
        try (Sieve sieve = Sieve.connectFrom("127.0.0.1", World.appliance().address("sieve"))) {
            assertThat(sieve.greeting()).contains("\"STARTTLS\"", "\"SASL\" \"\"");
        }
    }

    @Test
    void aFilterFilesMailAndABrokenOneIsRefused() {
        Hospital hospital = Hospital.open();
        String box = hospital.box("filtre");
        try (Sieve sieve = open(box)) {
            assertThat(sieve.put("casse", "fileinto \"Junk\"")).startsWith("NO");
            assertThat(sieve.put(
                            "tri",
                            "require \"fileinto\"; if header :contains \"subject\" \"pub\" { fileinto \"Junk\"; }"))
                    .startsWith("OK");
            assertThat(sieve.command("SETACTIVE \"tri\"")).startsWith("OK");
        }

        Message unwanted = Message.plain(World.FOREIGN, box, "pub");
        Message wanted = Message.plain(World.FOREIGN, box, "utile");
        World.fromForeign(box, unwanted).expect(250);
        World.fromForeign(box, wanted).expect(250);

        Hospital.received(box, wanted);
        try (Imap imap = Hospital.imap(box)) {
            Await.until(
                    "filed in Junk",
                    Hospital.DELIVERY,
                    () -> imap.search("Junk", "HEADER Message-ID " + unwanted.id())
                                    .size()
                            == 1);
            assertThat(imap.search("INBOX", "ALL")).hasSize(1);
        }
    }

    @Test
    @Tag("OP-64")
    void noFilterSendsMailAway() {
        Hospital hospital = Hospital.open();
        String box = hospital.box("renvoi");
        String other = hospital.box("ailleurs");
        try (Sieve sieve = open(box)) {
            for (String extension : new String[] {"vacation", "reject", "ereject", "enotify"}) {
                assertThat(sieve.put("x", "require \"" + extension + "\"; keep;"))
                        .startsWith("NO");
            }
            sieve.put("renvoi", "redirect \"" + other + "\";");
            sieve.command("SETACTIVE \"renvoi\"");
        }

        Message message = Message.plain(World.FOREIGN, box, "reste ici");
        World.fromForeign(box, message).expect(250);

        Hospital.received(box, message);
        try (Imap imap = Hospital.imap(other)) {
            assertThat(imap.search("INBOX", "ALL")).isEmpty();
        }
    }

    private static Sieve open(String box) {
        return Sieve.open(World.appliance(), box, Hospital.PASSWORD);
    }
}
