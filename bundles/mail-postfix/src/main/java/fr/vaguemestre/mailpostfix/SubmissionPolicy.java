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
 * never queued; what has to wait is taken, and its cause told. About every whole message it answers whether it is too large.
 */
final class SubmissionPolicy {
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Clock clock;
    private final Correspondents correspondents;
    private final Journal journal;
    private final Tally tally;
    private final SizeLimit size;

    SubmissionPolicy(Clock clock, Correspondents correspondents, Journal journal, Tally tally, SizeLimit size) {
        this.clock = clock;
        this.correspondents = correspondents;
        this.journal = journal;
        this.tally = tally;
        this.size = size;
    }

    /** What Postfix shall do with this recipient, or with the whole message. */
    String action(Map<String, String> request) {
        if (size.isExceededBy(request) || SizeLimit.isWhole(request)) {
            return size.action("submission", request, request.getOrDefault("client_address", ""));
        }
        return recipient(request);
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
