package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Imap;
import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Reply;
import org.junit.jupiter.api.Test;

/** A mailbox answers the moment that POST returned 201. */
class AliveAtOnceTest {
    @Test
    void twentyTimesInARow() {
        Hospital hospital = Hospital.open();
        for (int i = 1; i <= 20; i++) {
            String address = hospital.address("vite" + i);
            assertThat(World.recipient(address).code()).as("before, " + i).isEqualTo(550);

            hospital.admin().post("/mailboxes", World.org(address)).expect(201);

            assertThat(World.recipient(address).text()).as("SMTP, time " + i).startsWith("250");
            hospital.account(address);
            try (Imap imap = Hospital.imap(address)) {
                assertThat(imap.search("INBOX", "ALL")).as("IMAP, time " + i).isEmpty();
            }
        }
    }

    @Test
    void aDomainThatSomebodyTriedBeforeItWasMade() {
        for (int i = 1; i <= 5; i++) {
            String domain = World.fresh("neuf") + ".mssante.test";
            String address = "premier@" + domain;
            for (int attempt = 0; attempt < 4; attempt++) {
                assertThat(World.recipient(address).code()).isBetween(500, 599);
            }
            World.admin()
                    .post("/admin/domains", World.domain(domain, World.freshFiness(), 10, 100_000_000_000L))
                    .expect(201);
            World.admin().post("/mailboxes", World.org(address)).expect(201);

            for (int attempt = 0; attempt < 4; attempt++) {
                assertThat(World.recipient(address).text())
                        .as("domain " + i + ", attempt " + attempt)
                        .startsWith("250");
            }
        }
    }

    @Test
    void aMessageToAMailboxOfThisSecondArrives() {
        Hospital hospital = Hospital.open();
        String address = hospital.box("seconde");
        Message message = Message.plain(World.FOREIGN, address, "première");

        Reply reply = World.fromForeign(address, message);

        assertThat(reply.code()).isEqualTo(250);
        assertThat(Message.body(Hospital.received(address, message))).isEqualTo(Message.body(message.octets()));
    }
}
