package fr.vaguemestre.igc.cli;

import fr.vaguemestre.api.igc.AuthorityService;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** {@code igc:distrust}: trusts an authority no longer. */
@Service
@Command(scope = "igc", name = "distrust", description = "Trusts an authority no longer.")
@SuppressWarnings("NullAway.Init")
public final class DistrustCommand implements Action {
    @Reference
    private AuthorityService authorities;

    @Reference
    private Session session;

    @Argument(name = "id", description = "as igc:authorities shows it", required = true)
    private String id;

    @Option(name = "--anyway", description = "even where certificates of ours lose their chain")
    private boolean anyway;

    @Override
    public @Nullable Object execute() {
        authorities.remove(Shown.caller(session), id, anyway);
        return null;
    }
}
