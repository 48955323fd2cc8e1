package fr.vaguemestre.confiance.cli;

import fr.vaguemestre.api.confiance.ConfianceService;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** {@code confiance:accept}: Fetches now, and takes a list that was held because many domains had vanished. */
@Service
@Command(
        scope = "confiance",
        name = "accept",
        description = "Fetches now, and takes a list that was held because many domains had vanished.")
public final class AcceptCommand implements Action {
    @Reference
    private @Nullable ConfianceService confiance;

    @Reference
    private @Nullable Session session;

    @Override
    public @Nullable Object execute() {
        var service = java.util.Objects.requireNonNull(confiance);
        var shell = java.util.Objects.requireNonNull(session);
        shell.getConsole().println(Shown.status(service.accept(Shown.caller(shell))));
        return null;
    }
}
