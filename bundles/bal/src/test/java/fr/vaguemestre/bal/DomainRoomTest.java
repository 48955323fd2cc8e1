package fr.vaguemestre.bal;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.store.TestStore;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the mail servers read of the room that a mailbox has at delivery. */
class DomainRoomTest {
    private static final String CH = "ch.mssante.test";
    private static final String UN = "un@" + CH;
    private static final String DEUX = "deux@" + CH;
    private static final BalHouse HOUSE = new BalHouse();

    private final Caller all = TestStore.superAdmin();

    @AfterAll
    static void stop() {
        HOUSE.close();
    }

    @BeforeEach
    void twoMailboxesOfADomainOfThousandBytes() {
        HOUSE.empty();
        HOUSE.bals().create(all, HOUSE.org(UN));
        HOUSE.bals().create(all, HOUSE.org(DEUX));
        HOUSE.store().tamper("UPDATE vm.tenancy_domain SET storage_bytes = 1000 WHERE name = '" + CH + "'");
    }

    @Test
    void whatOthersHoldIsNotLeftForOne() throws SQLException {
        assertThat(room(DEUX)).isEqualTo("1000");

        uses(UN, 600);
        uses(DEUX, 100);

        assertThat(room(DEUX)).as("100 of its own and 300 left").isEqualTo("400");
        assertThat(room(UN)).isEqualTo("900");
    }

    @Test
    void aFullDomainLeavesEachWhatItHolds() throws SQLException {
        uses(UN, 1_400);

        assertThat(room(UN)).isEqualTo("1400");
        assertThat(room(DEUX)).as("0 would be no limit to Dovecot").isEqualTo("1");
    }

    @Test
    void aClosedMailboxCountsWhileItsMailIsStored() throws SQLException {
        uses(UN, 600);
        HOUSE.bals().close(all, UN);

        assertThat(room(UN)).isEqualTo("no row");
        assertThat(room(DEUX)).isEqualTo("400");
    }

    @Test
    void otherDomainsDoNotCount() throws SQLException {
        uses("kit@clinique.mssante.test", 600);

        assertThat(room(DEUX)).isEqualTo("1000");
    }

    private static String room(String address) throws SQLException {
        try (Connection mail = HOUSE.store().as("mail_ro")) {
            return TestStore.first(mail, "SELECT room_bytes FROM mail.room WHERE address = '" + address + "'");
        }
    }

    private static void uses(String address, long bytes) throws SQLException {
        try (Connection dovecot = HOUSE.store().as("mail_rw")) {
            TestStore.first(
                    dovecot,
                    "INSERT INTO mail.usage (address, bytes) VALUES ('" + address + "', " + bytes + ") RETURNING 1");
        }
    }
}
