package fr.vaguemestre.confiance.cli;

import fr.vaguemestre.api.confiance.WhiteListService;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** {@code confiance:refuse}: Keeps the list in force in spite of the held one. */
@Service
@Command(
        scope = "confiance",
        name = "refuse",
        description =
                "Keeps the list in force, and asks no more about the one that is held, until a different one comes.")
public final class RefuseCommand implements Action {
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
        shell.getConsole().println(Shown.held(service.refuse(Shown.caller(shell), digest)));
        return null;
    }
}
