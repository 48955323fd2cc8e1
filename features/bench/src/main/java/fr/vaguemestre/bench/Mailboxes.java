package fr.vaguemestre.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Takes mail out of mailboxes by the server that keeps them: a delivery costs more the fuller they are. */
final class Mailboxes {
    private Mailboxes() {}

    /** Empties the inbox; the server is named by its folder in conf: dovecot (ours) or peerimap (the foreign operator's). */
    static void empty(String server, String address) throws IOException, InterruptedException {
        if (doveadm(server, "expunge", "-u", address, "mailbox", "INBOX", "all").waitFor() != 0) {
            throw new IOException("the mail of " + address + " cannot be taken away");
        }
    }

    /** Ends all sessions in a mailbox of ours; that there was none is no failure. */
    static void kick(String address) throws IOException, InterruptedException {
        doveadm("dovecot", "kick", address).waitFor();
    }

    private static Process doveadm(String server, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "doveadm",
                "-c",
                Appliance.STATE.resolve("conf/" + server + "/dovecot.conf").toString()));
        command.addAll(List.of(words));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
