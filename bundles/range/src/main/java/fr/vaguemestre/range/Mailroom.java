package fr.vaguemestre.range;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a server of the range does with the mail that comes; a reply is a code and its text. */
interface Mailroom {
    /** Reply of one who has no objection. */
    String OK = "250 2.0.0 ok";

    /** In place of a reply to a message: nothing is said any more, while the client may go on speaking. */
    String SILENCE = "";

    /** How long it thinks before each reply. */
    default Duration pause() {
        return Duration.ZERO;
    }

    /** The largest message that it announces to take, in octets. */
    default long size() {
        return 41_943_040;
    }

    /** The name that the server greets with. */
    String host();

    /** Whether LMTP is spoken: LHLO, and one reply for each recipient. */
    boolean isLmtp();

    /** The reply to a recipient. */
    String recipient(Envelope envelope, String recipient);

    /** The reply to a whole message, its lines ended by CR LF; or {@link #SILENCE}. */
    String message(Envelope envelope, byte[] message) throws IOException;

    /** Something worth a line in the ledger of the range. */
    void note(String event) throws IOException;

    /**
     * One transaction.
     *
     * @param client CN of the client's certificate, empty where it showed none
     * @param sender address of MAIL FROM, empty for the null sender
     * @param recipients those that were accepted so far
     */
    record Envelope(Optional<String> client, String sender, List<String> recipients) {
        static Envelope of(Optional<String> client, String sender) {
            return new Envelope(client, sender, new ArrayList<>());
        }
    }
}
