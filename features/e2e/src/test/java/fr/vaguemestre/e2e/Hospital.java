package fr.vaguemestre.e2e;

import fr.vaguemestre.e2e.driver.Await;
import fr.vaguemestre.e2e.driver.Imap;
import fr.vaguemestre.e2e.driver.Message;
import fr.vaguemestre.e2e.driver.Rest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A tenant of a test's own.
 *
 * @param admin its domain administrator, signed in
 */
record Hospital(String domain, String finess, String username, Rest admin) {
    /** Password of every account that tests make. */
    static final String PASSWORD = "mot-de-passe-de-test-1";

    /** How long a message may take to its mailbox. */
    static final Duration DELIVERY = Duration.ofSeconds(30);

    /** A hospital with room enough. */
    static Hospital open() {
        return open(100, 100_000_000_000L);
    }

    /** A hospital with that quota. */
    static Hospital open(long mailboxes, long storageBytes) {
        String domain = World.fresh("ch") + ".mssante.test";
        String finess = World.freshFiness();
        World.admin()
                .post("/admin/domains", World.domain(domain, finess, mailboxes, storageBytes))
                .expect(201);
        String username = "admin@" + domain;
        World.admin()
                .post("/admin/users", World.user(username, PASSWORD, "domain_admin", List.of(domain), List.of()))
                .expect(201);
        return new Hospital(domain, finess, username, World.anonymous().signIn(username, PASSWORD));
    }

    /** An address of its domain. */
    String address(String local) {
        return local + "@" + domain;
    }

    /** Makes a unit's mailbox and an account that opens it by the address and {@link #PASSWORD}. */
    String box(String local) {
        String address = address(local);
        admin.post("/mailboxes", World.org(address)).expect(201);
        account(address);
        return address;
    }

    /** Makes the account of a mailbox. */
    void account(String address) {
        admin.post("/admin/users", World.user(address, PASSWORD, "user", List.of(), List.of(address)))
                .expect(201);
    }

    /** Opens a mailbox of {@link #box} by IMAP. */
    static Imap imap(String address) {
        return Imap.open(World.appliance(), address, PASSWORD);
    }

    /** Opens a mailbox as a mail program does that was told "unavailable" and comes again: servers may be on their way back. */
    static Imap patientImap(String address) {
        List<Imap> opened = new ArrayList<>();
        Await.passes("sign-in to " + address, DELIVERY, () -> opened.add(imap(address)));
        return opened.getFirst();
    }

    /** The stored octets of a message, once it has arrived. */
    static byte[] received(String address, Message message) {
        List<Long> found = new ArrayList<>();
        try (Imap imap = patientImap(address)) {
            Await.until(message.id() + " in " + address, DELIVERY, () -> {
                found.addAll(imap.search("INBOX", "HEADER Message-ID " + message.id()));
                return !found.isEmpty();
            });
            return imap.fetch(found.getFirst());
        }
    }

    /** The octets of a notice of the mail server in a mailbox, once it is there. */
    static String notice(String box) {
        List<Long> found = new ArrayList<>();
        try (Imap imap = Hospital.imap(box)) {
            Await.until("a notice in " + box, Outbound.SOON, () -> {
                found.addAll(imap.search("INBOX", "HEADER Auto-Submitted auto-replied"));
                return !found.isEmpty();
            });
            return new String(imap.fetch(found.getFirst()), StandardCharsets.UTF_8);
        }
    }
}
