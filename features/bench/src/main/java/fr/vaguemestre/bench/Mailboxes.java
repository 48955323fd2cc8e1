package fr.vaguemestre.bench;

import java.io.IOException;

/** Takes mail out of mailboxes by the server that keeps them: a delivery costs more the fuller they are. */
final class Mailboxes {
    private Mailboxes() {}

    /** Empties the inbox; the server is named by its folder in conf: dovecot (ours) or peerimap (the foreign operator's). */
    static void empty(String server, String address) throws IOException, InterruptedException {
        String configuration =
                Appliance.STATE.resolve("conf/" + server + "/dovecot.conf").toString();
        Process doveadm = new ProcessBuilder(
                        "doveadm", "-c", configuration, "expunge", "-u", address, "mailbox", "INBOX", "all")
                .inheritIO()
                .start();
        if (doveadm.waitFor() != 0) {
            throw new IOException("the mail of " + address + " cannot be taken away");
        }
    }
}
