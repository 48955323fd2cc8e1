package fr.vaguemestre.maildovecot;

import java.io.IOException;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Health of Dovecot: warns while its administration interface does not answer; mail then waits in the queue. */
@Component(
        service = HealthCheck.class,
        property = {"hc.name=maildovecot.doveadm", "hc.tags=vaguemestre"},
        configurationPid = "fr.vaguemestre.maildovecot")
public final class DovecotCheck implements HealthCheck {
    private final Doveadm doveadm;

    /** Speaks to the configured Dovecot. */
    @Activate
    public DovecotCheck(MailDovecotConfig config) throws IOException {
        this.doveadm = new Doveadm(config);
    }

    /** Lets the connections go. */
    @Deactivate
    public void close() {
        doveadm.close();
    }

    @Override
    public Result execute() {
        try {
            doveadm.ping();
            return new Result(Result.Status.OK, "Dovecot answers");
        } catch (IOException away) {
            return new Result(Result.Status.WARN, "Dovecot does not answer: " + away.getMessage());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return new Result(Result.Status.WARN, "stopping");
        }
    }
}
