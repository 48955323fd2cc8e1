package fr.vaguemestre.igc;

import fr.vaguemestre.api.igc.OwnCertificate;
import fr.vaguemestre.api.igc.OwnCertificate.State;
import fr.vaguemestre.api.problem.Problem;
import java.util.List;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Health of the keys that are with other sources than the nodes' software: each one whose certificate is in service, or awaited, is
 * asked for. Keys of the software are opened for the servers' files every few seconds, which {@link ExpiryCheck} tells of.
 */
@Component(property = {"hc.name=igc.source", "hc.tags=vaguemestre"})
public final class SourceCheck implements HealthCheck {
    private final CertificateRepository certificates;
    private final KeySources sources;

    /** Asks for the keys of that table. */
    @Activate
    public SourceCheck(@Reference CertificateRepository certificates, @Reference KeySources sources) {
        this.certificates = certificates;
        this.sources = sources;
    }

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        try {
            List<CertificateRow> elsewhere = certificates.all().stream()
                    .filter(row -> !row.source().equals(OwnCertificate.SOFTWARE) && row.state() != State.PREVIOUS)
                    .toList();
            elsewhere.forEach(row -> ask(row, log));
            log.info("{} keys are with other sources than this software", elsewhere.size());
        } catch (Problem away) {
            log.warn("our certificates cannot be looked at: {}", away.getMessage());
        }
        return new Result(log);
    }

    private void ask(CertificateRow row, FormattingResultLog log) {
        try {
            sources.key(row);
        } catch (Problem unusable) {
            log.warn("the key of {} cannot be used: {}: {}", row, unusable.code(), unusable.getMessage());
        }
    }
}
