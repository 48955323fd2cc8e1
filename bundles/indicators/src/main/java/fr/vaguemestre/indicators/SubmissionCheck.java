package fr.vaguemestre.indicators;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Health of the submissions: warns while the receiver does not take them. */
@Component(property = {"hc.name=indicators.submission", "hc.tags=vaguemestre"})
public final class SubmissionCheck implements HealthCheck {
    private final SubmissionRepository submissions;
    private final Clock clock;

    /** Looks at these submissions. */
    @Activate
    public SubmissionCheck(@Reference SubmissionRepository submissions, @Reference Clock clock) {
        this.submissions = submissions;
        this.clock = clock;
    }

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        Instant ever = clock.instant().plusSeconds(86_400);
        List<String> waiting = submissions.due(ever).stream()
                .filter(submission -> submission.attempts() > 2)
                .map(submission -> submission.month() + " of " + submission.structure() + ": " + submission.detail())
                .toList();
        if (waiting.isEmpty()) {
            log.info("nothing waits to be handed in");
        } else {
            log.warn("not handed in yet, tried again: {}", String.join("; ", waiting));
        }
        return new Result(log);
    }
}
