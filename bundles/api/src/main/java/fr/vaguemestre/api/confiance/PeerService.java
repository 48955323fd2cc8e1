package fr.vaguemestre.api.confiance;

import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/** Looks at other operators' servers before mail goes to them: chain, revocation, and DN in the set of the domain. */
@ProviderType
public interface PeerService {
    /**
     * What is found about the operator of a recipient's domain. What was found is kept for a while, and dropped when the
     * white list or a revocation list changes; a look under way is shared. Never throws: what is not sure is not ready.
     *
     * @param domain of the recipient
     * @param atMost how long to wait for a look; zero to be told at once what is known, {@code PENDING} or an older finding
     *     of trouble included
     */
    PeerVerdict check(String domain, Duration atMost);

    /** Forgets what was found about that domain, so that the next question looks again. */
    void forget(String domain);
}
