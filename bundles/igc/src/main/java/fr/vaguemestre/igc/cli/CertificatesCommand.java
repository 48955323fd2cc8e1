package fr.vaguemestre.igc.cli;

import fr.vaguemestre.api.igc.OwnCertificateService;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** {@code igc:certificates}: shows our own certificates and requests. */
@Service
@Command(scope = "igc", name = "certificates", description = "Shows our own certificates and what was asked for.")
@SuppressWarnings("NullAway.Init")
public final class CertificatesCommand implements Action {
    @Reference
    private OwnCertificateService certificates;

    @Reference
    private Session session;

    @Override
    public @Nullable Object execute() {
        certificates.certificates(Shown.caller(session)).forEach(certificate -> session.getConsole()
                .println(Shown.certificate(certificate)));
        return null;
    }
}
