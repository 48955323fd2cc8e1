package fr.vaguemestre.igc.cli;

import fr.vaguemestre.api.igc.AuthorityService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** {@code igc:trust}: shows an authority, and trusts it where its fingerprint is given. */
@Service
@Command(
        scope = "igc",
        name = "trust",
        description = "Shows the authority of a file (PEM or DER), and trusts it where its fingerprint is given.")
@SuppressWarnings("NullAway.Init")
public final class TrustCommand implements Action {
    @Reference
    private AuthorityService authorities;

    @Reference
    private Session session;

    @Argument(name = "file", description = "on this machine, readable by Karaf", required = true)
    private String file;

    @Option(name = "--fingerprint", description = "its SHA-256, as compared with what the authority publishes")
    @Nullable
    private String fingerprint;

    @Override
    public Object execute() throws IOException {
        byte[] certificate = Files.readAllBytes(Path.of(file));
        var caller = Shown.caller(session);
        return Shown.authority(
                fingerprint == null
                        ? authorities.examine(caller, certificate)
                        : authorities.trust(caller, certificate, fingerprint));
    }
}
