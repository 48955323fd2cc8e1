package fr.vaguemestre.igc.cli;

import fr.vaguemestre.api.igc.OwnCertificateService;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** {@code igc:serve}: puts a loaded certificate in service. */
@Service
@Command(
        scope = "igc",
        name = "serve",
        description =
                "Puts a loaded certificate in service: the previous one again, or one that waits for the white list.")
@SuppressWarnings("NullAway.Init")
public final class ServeCommand implements Action {
    @Reference
    private OwnCertificateService certificates;

    @Reference
    private Session session;

    @Argument(name = "id", description = "as igc:certificates shows it", required = true)
    private String id;

    @Option(name = "--domain", description = "of that hospital; without it the operator's own")
    @Nullable
    private String domain;

    @Override
    public Object execute() {
        return Shown.certificate(certificates.serve(Shown.caller(session), Optional.ofNullable(domain), id));
    }
}
