package fr.vaguemestre.confiance.cli;

import fr.vaguemestre.api.confiance.WhiteListService;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** {@code confiance:accept}: Puts the held list in force. */
@Service
@Command(
        scope = "confiance",
        name = "accept",
        description = "Puts the list in force that is held for the domains it lacks.")
public final class AcceptCommand implements Action {
    @Reference
    private @Nullable WhiteListService lists;

    @Reference
    private @Nullable Session session;

    @Argument(
            name = "digest",
            description = "of the list that you looked at, as confiance:held shows it",
            required = true)
    private String digest = "";

    @Override
    public @Nullable Object execute() {
        var service = java.util.Objects.requireNonNull(lists);
        var shell = java.util.Objects.requireNonNull(session);
        shell.getConsole().println(Shown.status(service.accept(Shown.caller(shell), digest)));
        return null;
    }
}
