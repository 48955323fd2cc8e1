package fr.vaguemestre.igc.cli;

import fr.vaguemestre.api.igc.OwnCertificateService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** {@code igc:load}: loads the certificate that was issued for a request. */
@Service
@Command(
        scope = "igc",
        name = "load",
        description =
                "Loads the certificate of a file (PEM, with what issued it) for a request, and puts it in service.")
@SuppressWarnings("NullAway.Init")
public final class LoadCommand implements Action {
    @Reference
    private OwnCertificateService certificates;

    @Reference
    private Session session;

    @Argument(name = "id", description = "as igc:certificates shows it", required = true)
    private String id;

    @Option(name = "--domain", description = "of that hospital; without it the operator's own")
    @Nullable
    private String domain;

    @Argument(index = 1, name = "file", description = "on this machine, readable by Karaf", required = true)
    private String file;

    @Option(name = "--dry-run", description = "only says whether it could be loaded")
    private boolean dryRun;

    @Override
    public Object execute() throws IOException {
        byte[] chain = Files.readAllBytes(Path.of(file));
        Optional<String> whose = Optional.ofNullable(domain);
        return Shown.certificate(
                dryRun
                        ? certificates.examine(Shown.caller(session), whose, id, chain)
                        : certificates.load(Shown.caller(session), whose, id, chain));
    }
}
