package fr.vaguemestre.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.e2e.driver.Imap;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Dovecot's login services serve one connection for each process unless told otherwise, and drop what comes beyond a hundred:
 * fails without {@code restart_request_count = unlimited}.
 */
class ManySessionsTest {
    private static final int MANY = 130;

    @Test
    void moreThanAHundredPeopleAreReadingAtOnce() {
        Hospital hospital = Hospital.open();
        List<String> boxes = List.of(hospital.box("foule-a"), hospital.box("foule-b"));
        List<Imap> sessions = new ArrayList<>();
        try {
            for (int i = 0; i < MANY; i++) {
                sessions.add(Imap.connect(World.appliance().address("imap")));
            }
            for (int i = 0; i < MANY; i++) {
                Imap session = sessions.get(i);
                session.startTls(World.appliance().trust()).expectOk();
                session.login(boxes.get(i % boxes.size()), Hospital.PASSWORD).expectOk();
            }
            for (Imap session : sessions) {
                assertThat(session.search("INBOX", "ALL")).isEmpty();
            }
        } finally {
            sessions.forEach(Imap::close);
        }
    }
}
