package fr.vaguemestre.doctor;

import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What the last round found on the way to the most used peers. Another operator's fault is told and never counts against this
 * appliance, which is healthy: whoever is on call at night can do nothing about it. The gauge is there for an alarm.
 */
@Component(property = {"hc.name=doctor.peers", "hc.tags=vaguemestre"})
public final class PeersCheck implements HealthCheck {
    private final NightJob night;

    /** Looks at the last round. */
    @Activate
    public PeersCheck(@Reference NightJob night) {
        this.night = night;
    }

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        Standing standing = night.standing();
        if (standing.fallen().isEmpty()) {
            log.info("last round: {}", standing.ended().map(Object::toString).orElse("none yet"));
        } else {
            log.info("peers that worked before failed in the last round: {}", standing.names());
        }
        return new Result(log);
    }
}
