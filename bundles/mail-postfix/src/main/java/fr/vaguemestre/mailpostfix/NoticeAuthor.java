package fr.vaguemestre.mailpostfix;

import fr.vaguemestre.api.confiance.Verdict;
import fr.vaguemestre.api.confiance.Verdict.Cause;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * Tells the filter whether the operator of a session may write under the domains that {@code From} of its notice names: under the
 * null sender there is no domain of {@code MAIL FROM} to compare with. Who asks shows the edge's proof of the session, and nothing
 * else lets anybody ask.
 */
final class NoticeAuthor implements HttpTalk.Page {
    private static final int MOST_DOMAINS = 20;
    private static final String OWN = Cause.MATCH.word();
    private static final String FOREIGN = "not-the-author";

    private final Clock clock;
    private final Trust trust;
    private final Tally tally;
    private final Proof proof;

    NoticeAuthor(Clock clock, Trust trust, Tally tally, Proof proof) {
        this.clock = clock;
        this.trust = trust;
        this.tally = tally;
        this.proof = proof;
    }

    @Override
    public Optional<String> answer(Map<String, String> request) {
        long start = System.nanoTime();
        Optional<String> peer = proof.peer(request.getOrDefault("author-proof", ""), clock.instant());
        if (peer.isEmpty()) {
            tally.decided("author", Cause.BAD_PROOF.word(), System.nanoTime() - start);
            return Optional.empty();
        }
        String cause = judged(peer.get(), request.getOrDefault("author-domains", ""));
        tally.decided("author", cause, System.nanoTime() - start);
        String status = cause.equals(OWN) ? "OWN" : cause.equals(FOREIGN) ? "FOREIGN" : "AWAY";
        return Optional.of("Author-Status: " + status + "\r\n");
    }

    /** The first cause against one of these domains, with spaces in between. */
    private String judged(String peer, String named) {
        String[] domains = named.split(" ", MOST_DOMAINS + 1);
        if (domains.length > MOST_DOMAINS) {
            return FOREIGN;
        }
        for (String domain : domains) {
            String cause = of(peer, domain);
            if (!cause.equals(OWN)) {
                return cause;
            }
        }
        return OWN;
    }

    /**
     * Whether that domain is the peer's. Servers sign their notices with the name of the machine, which the list does not name:
     * there the first domain above it that is listed decides.
     */
    private String of(String peer, String domain) {
        for (String asked = domain; !asked.isEmpty(); asked = asked.substring(asked.indexOf('.') + 1)) {
            String sender = "MAILER-DAEMON@" + asked;
            Optional<Verdict> verdict = trust.ask(service -> service.judgePeer(peer, sender));
            if (verdict.isEmpty()) {
                return "trust-away";
            }
            if (verdict.get().allowed() || verdict.get().cause() == Cause.CRL_EXPIRED) {
                return verdict.get().cause().word();
            }
            if (verdict.get().cause() != Cause.DOMAIN_UNLISTED || asked.indexOf('.') < 0) {
                return FOREIGN;
            }
        }
        return FOREIGN;
    }
}
