package fr.vaguemestre.mailpostfix;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.confiance.PeerVerdict;
import fr.vaguemestre.api.messages.TraceEntry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Answers the submission service about each recipient of another operator: what can never leave is refused at once and so
 * never queued; what has to wait is taken, and its cause told. Before a message comes it answers whether its sender wrote to too
 * many, and about every whole one whether it is too large.
 */
final class SubmissionPolicy {
    private static final String RATE_EXCEEDED = "rate-exceeded";
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Clock clock;
    private final Correspondents correspondents;
    private final Journal journal;
    private final Tally tally;
    private final SizeLimit size;
    private final SendingRate rate;

    SubmissionPolicy(
            Clock clock,
            Correspondents correspondents,
            Journal journal,
            Tally tally,
            SizeLimit size,
            SendingRate rate) {
        this.clock = clock;
        this.correspondents = correspondents;
        this.journal = journal;
        this.tally = tally;
        this.size = size;
        this.rate = rate;
    }

    /** What Postfix shall do with this recipient, or with the whole message. */
    String action(Map<String, String> request) {
        if ("DATA".equals(request.get("protocol_state"))) {
            return rate(request);
        }
        if (size.isExceededBy(request) || SizeLimit.isWhole(request)) {
            return size.action("submission", request, request.getOrDefault("client_address", ""));
        }
        return recipient(request);
    }

    /** Asked once for each message, when all its recipients are known and none of its content came. */
    private String rate(Map<String, String> request) {
        long start = System.nanoTime();
        String mailbox = request.getOrDefault("sasl_username", "");
        int recipients = recipients(request.getOrDefault("recipient_count", ""));
        if (rate.take(mailbox, recipients)) {
            return PolicyTalk.PASS;
        }
        tally.decided("submission", RATE_EXCEEDED, System.nanoTime() - start);
        journal.record(new TraceEntry(
                clock.instant(),
                Caller.PLATFORM,
                "submission",
                "deferred",
                RATE_EXCEEDED,
                recipients + " recipients more, at most " + rate.limit(mailbox) + " in an hour",
                request.getOrDefault("client_address", ""),
                Optional.of(mailbox).filter(given -> !given.isEmpty()),
                Optional.empty(),
                Optional.empty(),
                Optional.of(request.getOrDefault("queue_id", "")).filter(given -> !given.isEmpty())));
        return Words.tooMany(rate.limit(mailbox)).line();
    }

    private static int recipients(String count) {
        return count.matches("\\d{1,6}") ? Math.max(1, Integer.parseInt(count)) : 1;
    }

    private String recipient(Map<String, String> request) {
        long start = System.nanoTime();
        String recipient = request.getOrDefault("recipient", "");
        Optional<PeerVerdict> verdict = correspondents.check(Correspondents.domain(recipient), LOOK);
        String cause = verdict.map(found -> found.cause().word()).orElse("trust-away");
        tally.decided("submission", cause, System.nanoTime() - start);
        boolean lasting = verdict.isPresent() && verdict.get().cause().isLasting();
        journal.record(new TraceEntry(
                clock.instant(),
                Caller.PLATFORM,
                "submission",
                verdict.isEmpty() ? "deferred" : lasting ? "refused" : "accepted",
                cause,
                verdict.map(PeerVerdict::detail).orElse("the trust space does not answer"),
                request.getOrDefault("client_address", ""),
                Optional.of(request.getOrDefault("sender", "")).filter(given -> !given.isEmpty()),
                Optional.of(recipient).filter(given -> !given.isEmpty()),
                Optional.empty(),
                Optional.of(request.getOrDefault("queue_id", "")).filter(given -> !given.isEmpty())));
        if (verdict.isEmpty()) {
            return "451 4.3.5 " + PeerWords.AWAY;
        }
        return lasting ? "550 5.7.1 " + PeerWords.text(verdict.get()) : PolicyTalk.PASS;
    }
}
