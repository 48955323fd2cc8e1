package fr.vaguemestre.confiance.cli;

import fr.vaguemestre.api.confiance.ConfianceService;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** {@code confiance:domain}: Shows a domain of the white list. */
@Service
@Command(scope = "confiance", name = "domain", description = "Shows a domain of the white list.")
public final class DomainCommand implements Action {
    @Reference
    private @Nullable ConfianceService confiance;

    @Reference
    private @Nullable Session session;

    @Argument(name = "name", description = "a domain, for example valide.mssante.test", required = true)
    private String name = "";

    @Override
    public @Nullable Object execute() {
        var service = java.util.Objects.requireNonNull(confiance);
        var shell = java.util.Objects.requireNonNull(session);
        shell.getConsole().println(service.domain(name));
        return null;
    }
}
