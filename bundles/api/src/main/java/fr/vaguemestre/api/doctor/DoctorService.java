package fr.vaguemestre.api.doctor;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Conflict;
import fr.vaguemestre.api.problem.Forbidden;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.problem.TooMany;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Walks another operator's domain end to end, for super administrators: white list, DNS, STARTTLS, certificate, and a message
 * there and back. Each act throws {@link Forbidden} {@code access.role} for everybody else.
 */
@ProviderType
public interface DoctorService {
    /**
     * Walks one domain now, audited. Its servers are knocked at once a minute at most, whoever asks: within that minute the
     * last finding is told again, with its moment. May take up to 45 seconds.
     *
     * @param domain of another operator, in any case
     * @throws Invalid {@code doctor.domain} if it is no name of a domain
     * @throws TooMany {@code doctor.too-many} if the caller has looked at too many listed domains in this minute, or {@code
     *     doctor.busy} while too many looks are under way
     */
    Diagnosis look(Caller caller, String domain);

    /** What the rounds found, the newest first, as far back as it is kept; the query finds parts of domains. */
    Page<PeerFinding> history(Caller caller, PageRequest page);

    /**
     * Begins a round over the most used peers now, as happens each night by itself; audited. Returns at once.
     *
     * @throws Conflict {@code doctor.round-running} while one is under way on this node
     */
    void beginRound(Caller caller);
}
