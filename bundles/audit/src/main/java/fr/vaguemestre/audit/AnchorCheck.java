package fr.vaguemestre.audit;

import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Health of the anchors: warns while they cannot be written or are not as they were written. */
@Component(property = {"hc.name=audit.anchors", "hc.tags=vaguemestre"})
public final class AnchorCheck implements HealthCheck {
    private final AnchorJob job;

    /** Asks that job. */
    @Activate
    public AnchorCheck(@Reference AnchorJob job) {
        this.job = job;
    }

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        job.failure()
                .ifPresentOrElse(
                        why -> log.warn("the audit trail is not anchored: {}", why), () -> log.info("anchored daily"));
        return new Result(log);
    }
}
