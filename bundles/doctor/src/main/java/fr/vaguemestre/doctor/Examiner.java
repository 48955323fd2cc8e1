package fr.vaguemestre.doctor;

import fr.vaguemestre.api.cache.Cache;
import fr.vaguemestre.api.confiance.ConfianceService;
import fr.vaguemestre.api.confiance.PeerService;
import fr.vaguemestre.api.confiance.PeerVerdict;
import fr.vaguemestre.api.doctor.Diagnosis;
import fr.vaguemestre.api.doctor.DoctorStep;
import fr.vaguemestre.api.doctor.StepKind;
import fr.vaguemestre.api.problem.NotFound;
import java.time.Duration;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Walks one domain: what the trust space finds about its servers, then a message there and back. */
@Component(service = Examiner.class)
public final class Examiner {
    private static final Duration LOOK = Duration.ofSeconds(25);

    private final ConfianceService confiance;
    private final PeerService peers;
    private final TestMessage messages;
    private final Limits limits;

    /** Looks by the same eyes as every delivery. */
    @Activate
    public Examiner(
            @Reference ConfianceService confiance,
            @Reference PeerService peers,
            @Reference TestMessage messages,
            @Reference Cache cache) {
        this.confiance = confiance;
        this.peers = peers;
        this.messages = messages;
        this.limits = new Limits(cache);
    }

    /** Whether its servers may be knocked at: nobody contacts a domain that is not on the list. */
    boolean isListed(String domain) {
        return listed(domain).isPresent();
    }

    /** Looks anew where nobody did in the last minute. */
    Diagnosis anew(String domain, String correlationId) {
        if (limits.mayKnock(domain)) {
            peers.forget(domain);
        }
        return known(domain, correlationId);
    }

    /** Takes what was found within the last minutes, by a delivery or a look, or looks. */
    Diagnosis known(String domain, String correlationId) {
        PeerVerdict verdict = peers.check(domain, LOOK);
        DoctorStep message =
                verdict.isReady() ? messages.tried(domain, correlationId) : Walk.notTried(StepKind.MESSAGE);
        return new Diagnosis(
                domain,
                verdict.at(),
                Walk.steps(verdict.cause(), verdict.detail(), listed(domain).orElse(""), message));
    }

    private Optional<String> listed(String domain) {
        try {
            return Optional.of(String.join(" · ", confiance.domain(domain).certificateDns()));
        } catch (NotFound unlisted) {
            return Optional.empty();
        }
    }
}
