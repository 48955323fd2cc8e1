package fr.vaguemestre.mailpostfix;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.confiance.Verdict;
import fr.vaguemestre.api.confiance.Verdict.Cause;
import fr.vaguemestre.api.messages.TraceEntry;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers the smtpd behind the edge: every recipient of every transaction is judged again, since the edge asks for the first transaction of a session only.
 */
final class Policy {
    private final Clock clock;
    private final Trust trust;
    private final Journal journal;
    private final Tally tally;
    private final Proof proof;
    private final Peers peers;
    private final SizeLimit size;

    Policy(Clock clock, Trust trust, Journal journal, Tally tally, Proof proof, Peers peers, SizeLimit size) {
        this.clock = clock;
        this.trust = trust;
        this.journal = journal;
        this.tally = tally;
        this.proof = proof;
        this.peers = peers;
        this.size = size;
    }

    /** What Postfix shall do with this recipient, or with the whole message, whose recipients were judged before. */
    String action(Map<String, String> request) {
        long start = System.nanoTime();
        if (SizeLimit.isWhole(request)) {
            return size.action("policy", request, request.getOrDefault("client_address", ""));
        }
        String sender = request.getOrDefault("sender", "");
        Optional<String> peer = proof.peer(request.getOrDefault("sasl_username", ""), clock.instant());
        Optional<Verdict> verdict = peer.isEmpty()
                ? Optional.of(new Verdict(false, Cause.BAD_PROOF, "no valid proof of the edge"))
                : trust.ask(service -> service.judgePeer(peer.get(), sender));
        String cause = verdict.map(found -> found.cause().word()).orElse("trust-away");
        String detail = verdict.map(Verdict::detail).orElse("the trust space does not answer");
        boolean allowed = verdict.isPresent() && verdict.get().allowed();
        Optional<Words> refusal = allowed
                ? size.isExceededBy(request) ? Optional.of(Words.TOO_LARGE) : Optional.empty()
                : Optional.of(verdict.map(found -> Words.of(found.cause())).orElse(Words.AWAY));
        if (allowed && refusal.isPresent()) {
            cause = SizeLimit.CAUSE;
            detail = size.detail(request);
        }
        tally.decided("policy", cause, System.nanoTime() - start);
        journal.record(step(request, peer, refusal, cause, detail));
        return refusal.map(Words::line).orElse(PolicyTalk.PASS);
    }

    private TraceEntry step(
            Map<String, String> request, Optional<String> peer, Optional<Words> refusal, String cause, String detail) {
        String address = request.getOrDefault("client_address", "");
        return new TraceEntry(
                clock.instant(),
                Caller.PLATFORM,
                "policy",
                refusal.map(words -> words.isTemporary() ? "deferred" : "refused")
                        .orElse("accepted"),
                cause,
                peer.map(id -> detail.replace(id, peers.name(id))).orElse(detail),
                peer.map(id -> peers.name(id) + ", ").orElse("") + address,
                some(request.get("sender")),
                some(request.get("recipient")),
                Optional.empty(),
                some(request.get("queue_id")));
    }

    private static Optional<String> some(@Nullable String text) {
        return Optional.ofNullable(text).filter(given -> !given.isEmpty());
    }
}
