package fr.vaguemestre.mailpostfix;

import fr.vaguemestre.api.confiance.ConfianceService;
import fr.vaguemestre.api.confiance.Verdict;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** The trust space, while it is there and has loaded its list. */
final class Trust {
    private final Awaited<ConfianceService> confiance;

    Trust(Duration patience) {
        this.confiance = new Awaited<>(patience);
    }

    /** A trust space came. */
    void set(ConfianceService service) {
        confiance.set(service);
    }

    /** A trust space went; another one may have come before. */
    void unset(ConfianceService service) {
        confiance.unset(service);
    }

    /** Whether there is one now. */
    boolean isPresent() {
        return confiance.now().isPresent();
    }

    /** Asks for a verdict; empty if there is no trust space, or none that has loaded its list, in time. */
    Optional<Verdict> ask(Function<ConfianceService, Verdict> question) {
        return confiance.ask(question, verdict -> verdict.cause() != Verdict.Cause.NO_WHITE_LIST);
    }

    /** The id of a certificate that was just judged; throws if the trust space went at this very moment. */
    String peerId(X509Certificate certificate) {
        return confiance
                .now()
                .orElseThrow(() -> new IllegalStateException("the trust space went away"))
                .peerId(certificate);
    }
}
