package fr.vaguemestre.mailpostfix;

import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Health of what mailboxes send: warns for an hour after one was stopped because it wrote to too many recipients. */
@Component(
        service = HealthCheck.class,
        property = {"hc.name=mailpostfix.rate", "hc.tags=vaguemestre"})
public final class SendingRateCheck implements HealthCheck {
    private final MailDoors doors;

    /** Looks at what these sockets counted. */
    @Activate
    public SendingRateCheck(@Reference MailDoors doors) {
        this.doors = doors;
    }

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        long stopped = doors.stopped();
        if (stopped > 0) {
            // Who it was is for the trace: whoever reads this page need not know.
            log.warn(
                    "mailboxes that wrote to too many within an hour: {}; the trace names them, cause rate-exceeded",
                    stopped);
        } else {
            log.info("no mailbox wrote to too many within an hour");
        }
        return new Result(log);
    }
}
