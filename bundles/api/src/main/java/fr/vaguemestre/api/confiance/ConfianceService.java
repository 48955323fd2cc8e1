package fr.vaguemestre.api.confiance;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.problem.Unavailable;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Decides who may exchange. Decisions fail closed; the list in force stays until a better one was verified. */
@ProviderType
public interface ConfianceService {
    /** Hex SHA-256 of a certificate's subject in canonical form; the name under which a peer is known in one SMTP session. */
    String peerId(X509Certificate certificate);

    /**
     * Whether the bearer of that certificate may send for that sender: chain, validity, revocation, then DN in the set of
     * the sender's domain. Never waits, never throws: what is not sure is refused.
     *
     * @param certificate the client certificate; empty when none was shown
     * @param sender address of {@code MAIL FROM}; empty for the null sender
     */
    Verdict judge(Optional<X509Certificate> certificate, String sender);

    /** The same for a peer whose certificate was judged earlier in the session. */
    Verdict judgePeer(String peerId, String sender);

    /** The list in force. */
    WhiteListStatus whiteList();

    /**
     * One domain of the list.
     *
     * @throws NotFound {@code confiance.domain-unlisted} if it is not on it
     */
    WhiteListDomain domain(String name);

    /**
     * Fetches list and CRL now.
     *
     * @throws Unavailable {@code confiance.list-refused} or {@code confiance.list-unreachable}; the old list stays
     */
    WhiteListStatus refresh(Caller caller);
}
