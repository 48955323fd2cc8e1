package fr.vaguemestre.annuaire;

import fr.vaguemestre.api.annuaire.DirectoryCopy;
import java.time.Clock;
import java.time.Duration;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Health of the copy of the directory: warns while there is none, and when it has become old. */
@Component(
        property = {"hc.name=annuaire.copy", "hc.tags=vaguemestre"},
        configurationPid = AnnuaireConfig.PID)
public final class ExtractionCheck implements HealthCheck {
    private final ExtractionJob job;
    private final Clock clock;
    private final Duration stale;

    /** Looks at that job's copy. */
    @Activate
    public ExtractionCheck(AnnuaireConfig config, @Reference ExtractionJob job, @Reference Clock clock) {
        this.job = job;
        this.clock = clock;
        this.stale = Duration.ofHours(config.staleHours());
    }

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        if (!job.isSetUp()) {
            log.info(
                    "not set up: the address of the directory's extraction or the authorities of the trust space are not set");
            return new Result(log);
        }
        DirectoryCopy copy = job.copy();
        String why = copy.lastFailure().map(words -> "; last attempt: " + words).orElse("");
        if (copy.asOf().isEmpty()) {
            if (copy.lastFailure().isPresent()) {
                log.warn("no copy of the directory yet{}", why);
            } else {
                log.info("the first copy of the directory is being fetched");
            }
        } else if (Duration.between(copy.asOf().get(), clock.instant()).compareTo(stale) > 0) {
            log.warn("the copy of the directory is of {}{}", copy.asOf().get(), why);
        } else {
            log.info("{} lines of {}{}", copy.rows(), copy.asOf().get(), why);
        }
        return new Result(log);
    }
}
