package fr.vaguemestre.confiance.cli;

import fr.vaguemestre.api.confiance.ConfianceService;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** {@code confiance:refresh}: Fetches white list and revocation lists now. */
@Service
@Command(scope = "confiance", name = "refresh", description = "Fetches white list and revocation lists now.")
public final class RefreshCommand implements Action {
    @Reference
    private @Nullable ConfianceService confiance;

    @Reference
    private @Nullable Session session;

    @Override
    public @Nullable Object execute() {
        var service = java.util.Objects.requireNonNull(confiance);
        var shell = java.util.Objects.requireNonNull(session);
        shell.getConsole().println(Shown.status(service.refresh(Shown.caller(shell))));
        return null;
    }
}
