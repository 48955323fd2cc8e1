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

/** {@code igc:remove}: removes a key with its certificate. */
@Service
@Command(
        scope = "igc",
        name = "remove",
        description = "Removes a request, or a certificate that is not in service, and its key for good.")
@SuppressWarnings("NullAway.Init")
public final class RemoveCommand implements Action {
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
    public @Nullable Object execute() {
        certificates.remove(Shown.caller(session), Optional.ofNullable(domain), id);
        return null;
    }
}
