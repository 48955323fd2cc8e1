package fr.vaguemestre.mailpostfix;

import fr.vaguemestre.api.confiance.PeerService;
import fr.vaguemestre.api.confiance.PeerVerdict;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Other operators as somebody looks at them, while there is somebody. */
final class Correspondents {
    private final Awaited<PeerService> peers;

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
        return peers.ask(
                service -> service.check(domain, atMost),
                verdict -> verdict.cause() != PeerVerdict.Cause.NO_WHITE_LIST);
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
