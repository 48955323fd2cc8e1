package fr.vaguemestre.confiance.cli;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.confiance.WhiteListChange;
import fr.vaguemestre.api.confiance.WhiteListService;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** {@code confiance:held}: Shows the list that is held, and what it would change. */
@Service
@Command(scope = "confiance", name = "held", description = "Shows the list that is held, and what it would change.")
public final class HeldCommand implements Action {
    @Reference
    private @Nullable WhiteListService lists;

    @Reference
    private @Nullable Session session;

    @Argument(name = "text", description = "shows only changes of domains or certificates with that text")
    private String text = "";

    @Override
    public @Nullable Object execute() {
        var service = java.util.Objects.requireNonNull(lists);
        var shell = java.util.Objects.requireNonNull(session);
        Caller caller = Shown.caller(shell);
        var held = service.held(caller);
        if (held.isEmpty()) {
            shell.getConsole().println("no list is held");
            return null;
        }
        shell.getConsole().println(Shown.held(held.get()));
        var request = new PageRequest(PageRequest.MAX_LIMIT, Optional.empty(), Optional.of(text), Optional.empty());
        Page<WhiteListChange> page = service.heldChanges(caller, Optional.empty(), request);
        page.items().forEach(change -> shell.getConsole().println(Shown.change(change)));
        if (page.total() > page.items().size()) {
            shell.getConsole()
                    .println("and " + (page.total() - page.items().size()) + " more: give a text to find them by");
        }
        return null;
    }
}
