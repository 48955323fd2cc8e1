package fr.vaguemestre.mailpostfix;

import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Health of the sockets: critical while one is closed or there is no trust space, for then mail is deferred. */
@Component(property = {"hc.name=mailpostfix.sockets", "hc.tags=vaguemestre"})
public final class MailDoorsCheck implements HealthCheck {
    private final MailDoors doors;

    /** Looks at these sockets. */
    @Activate
    public MailDoorsCheck(@Reference MailDoors doors) {
        this.doors = doors;
    }

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        if (!doors.open()) {
            log.critical("a socket that the mail servers ask at is closed: mail is deferred");
        } else if (!doors.trusting()) {
            log.critical("no trust space to ask: mail from and to other operators is deferred");
        } else {
            log.info("auth_http, policy, submission and peers answer");
        }
        if (doors.lost() > 0) {
            log.warn("{} steps of messages were not traced", doors.lost());
        }
        return new Result(log);
    }
}
