package fr.vaguemestre.mailpostfix;

import fr.vaguemestre.api.confiance.PeerService;
import fr.vaguemestre.api.confiance.PeerVerdict;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Other operators as somebody looks at them, while there is somebody. */
final class Correspondents {
    private static final int MOST = 5_000;

    private final Awaited<PeerService> peers;
    private final Map<String, PeerVerdict> troubles = Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, PeerVerdict> eldest) {
            return size() > MOST;
        }
    });

    Correspondents(Duration patience) {
        this.peers = new Awaited<>(patience);
    }

    /** Somebody who looks came. */
    void set(PeerService service) {
        peers.set(service);
    }

    /** Somebody who looks went. */
    void unset(PeerService service) {
        peers.unset(service);
    }

    /** Whether there is somebody now. */
    boolean isPresent() {
        return peers.now().isPresent();
    }

    /** What is found about a domain; empty if nobody is there to look, or nobody with a list, in time. */
    Optional<PeerVerdict> check(String domain, Duration atMost) {
        Optional<PeerVerdict> verdict = peers.ask(
                service -> service.check(domain, atMost), found -> found.cause() != PeerVerdict.Cause.NO_WHITE_LIST);
        verdict.filter(found -> !found.isReady() && found.cause() != PeerVerdict.Cause.PENDING)
                .ifPresent(found -> troubles.put(found.domain(), found));
        return verdict;
    }

    /** Why mail for a domain was held back last; Postfix forgets it. */
    Optional<PeerVerdict> trouble(String domain) {
        return Optional.ofNullable(troubles.get(domain));
    }

    /** What is known about a domain at this moment; waits for nobody but whoever is being replaced just now. */
    Optional<PeerVerdict> known(String domain) {
        return peers.askBriefly(
                service -> service.check(domain, Duration.ZERO),
                verdict -> verdict.cause() != PeerVerdict.Cause.NO_WHITE_LIST);
    }

    /** Lets the next question about that domain be answered afresh. */
    void forget(String domain) {
        peers.now().ifPresent(service -> service.forget(domain));
    }

    /** The domain of an address, lower case. */
    static String domain(String address) {
        return address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    }
}
