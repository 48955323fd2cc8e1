package fr.vaguemestre.mailpostfix;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.messages.TraceEntry;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * Answers the smtpd that takes automatic answers: Dovecot's delivery, which makes them, and nobody else on this machine may bring
 * any, and none has a sender, so that nothing comes back for it. Where they go is asked as for all other mail.
 */
final class AnswerPolicy {
    /** What Postfix calls the question. */
    static final String CONTEXT = "answers";

    private static final String CAUSE = "not-an-answer";
    private static final String REFUSAL = "554 5.7.1 " + Words.MARK
            + "reserve aux reponses automatiques / for automatic answers only (" + CAUSE + ")";

    private final Clock clock;
    private final Journal journal;
    private final Tally tally;
    private final Neighbours neighbours;
    private final int uid;

    /**
     * Asks the kernel who connected.
     *
     * @param uid of the processes that deliver
     */
    AnswerPolicy(Clock clock, Journal journal, Tally tally, Neighbours neighbours, int uid) {
        this.clock = clock;
        this.journal = journal;
        this.tally = tally;
        this.neighbours = neighbours;
        this.uid = uid;
    }

    /** Whether Postfix may take this message for this recipient from whoever brings it. */
    String action(Map<String, String> request) {
        long start = System.nanoTime();
        String sender = request.getOrDefault("sender", "");
        boolean delivers = neighbours
                .owner(request.getOrDefault("client_port", ""), request.getOrDefault("server_port", ""))
                .filter(owner -> owner == uid)
                .isPresent();
        boolean allowed = delivers && sender.isEmpty();
        tally.decided(CONTEXT, allowed ? "match" : CAUSE, System.nanoTime() - start);
        if (allowed) {
            return "OK";
        }
        journal.record(new TraceEntry(
                clock.instant(),
                Caller.PLATFORM,
                "submission",
                "refused",
                CAUSE,
                delivers ? "a filter wanted to send mail" : "somebody else than the delivery of mail",
                request.getOrDefault("client_address", ""),
                Optional.of(sender).filter(given -> !given.isEmpty()),
                Optional.of(request.getOrDefault("recipient", "")).filter(given -> !given.isEmpty()),
                Optional.empty(),
                Optional.empty()));
        return REFUSAL;
    }
}
