package fr.vaguemestre.maildovecot;

import fr.vaguemestre.api.igc.CertificateSink;
import java.io.IOException;
import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Reloads Dovecot when its certificates were replaced; sessions that are open go on. */
@Component(configurationPid = "fr.vaguemestre.maildovecot")
public final class DovecotCertificateSink implements CertificateSink {
    private final Reload reload;

    /** Reloads by the configured program. */
    @Activate
    public DovecotCertificateSink(MailDovecotConfig config) {
        this.reload = new Reload(config.reload(), Duration.ofSeconds(10));
    }

    @Override
    public String server() {
        return "dovecot";
    }

    @Override
    public void renewed() throws IOException, InterruptedException {
        reload.of("dovecot");
    }
}
