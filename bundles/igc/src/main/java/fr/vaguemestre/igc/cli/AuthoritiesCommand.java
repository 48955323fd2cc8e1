package fr.vaguemestre.igc.cli;

import fr.vaguemestre.api.igc.AuthorityService;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** {@code igc:authorities}: shows the authorities that are trusted. */
@Service
@Command(scope = "igc", name = "authorities", description = "Shows the authorities that are trusted.")
@SuppressWarnings("NullAway.Init")
public final class AuthoritiesCommand implements Action {
    @Reference
    private AuthorityService authorities;

    @Reference
    private Session session;

    @Override
    public @Nullable Object execute() {
        authorities.authorities(Shown.caller(session)).forEach(authority -> session.getConsole()
                .println(Shown.authority(authority)));
        return null;
    }
}
