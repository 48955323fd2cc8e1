package fr.vaguemestre.range;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;

/** A simulated operator's mail: taken and forgotten, but for a line in the ledger that tells what it was. */
final class SimulatedRoom implements Mailroom {
    private static final int SMALL = 65_536;
    private static final Duration THINKING = Duration.ofMillis(1_500);

    private final Simulated who;
    private final String suffix;
    private final QueryLog ledger;
    private final Greylist greylist;

    SimulatedRoom(Simulated who, String suffix, QueryLog ledger, Clock clock, Duration greyFor) {
        this.who = who;
        this.suffix = suffix;
        this.ledger = ledger;
        this.greylist = new Greylist(clock, greyFor);
    }

    @Override
    public String host() {
        return "mx." + who.domain(suffix);
    }

    @Override
    public boolean isLmtp() {
        return false;
    }

    @Override
    public Duration pause() {
        return who == Simulated.LENT ? THINKING : Duration.ZERO;
    }

    @Override
    public String recipient(Envelope envelope, String recipient) {
        if (!recipient.toLowerCase(java.util.Locale.ROOT).endsWith("@" + who.domain(suffix))) {
            return "554 5.7.1 no relay";
        }
        return who == Simulated.LISTE_GRISE && !greylist.passes(envelope.sender(), recipient) ? Greylist.LATER : OK;
    }

    @Override
    public String message(Envelope envelope, byte[] message) throws IOException {
        if (who == Simulated.PETIT && message.length > SMALL) {
            return "552 5.3.4 message trop volumineux / message too big: " + SMALL + " octets at most";
        }
        if (who == Simulated.COUPE && !greylist.passes(envelope.sender(), String.join(",", envelope.recipients()))) {
            note("silence to <" + envelope.sender() + ">");
            return SILENCE;
        }
        note("mail from=<%s> to=<%s> client=%s sha256=%s"
                .formatted(
                        envelope.sender(),
                        String.join(",", envelope.recipients()),
                        envelope.client().orElse("-"),
                        Document.sha256(message)));
        return OK;
    }

    @Override
    public void note(String event) throws IOException {
        ledger.note(who.label() + " " + event);
    }
}
