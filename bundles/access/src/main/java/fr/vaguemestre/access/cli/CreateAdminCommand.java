package fr.vaguemestre.access.cli;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.NewUser;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.access.UserService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** Makes a super administrator; the password is asked for or read from a file, so that no history keeps it. */
@Service
@Command(scope = "access", name = "create-admin", description = "Makes a super administrator")
@SuppressWarnings("NullAway.Init")
public final class CreateAdminCommand implements Action {
    @Reference
    private UserService users;

    @Reference
    private Session session;

    @Argument(name = "username", description = "Name to sign in with", required = true)
    private String username;

    @Option(name = "--password-file", description = "File with the password on one line; asked for if absent")
    @Nullable
    private String passwordFile;

    @Override
    public @Nullable Object execute() throws IOException {
        String password = passwordFile == null
                ? session.readLine("Password: ", '*')
                : Files.readString(Path.of(passwordFile)).strip();
        Caller operator = Caller.operator(
                String.valueOf(session.get("USER")), UUID.randomUUID().toString());
        var wanted = new NewUser(username, password, Set.of(Role.SUPER_ADMIN), Set.of(), Set.of(), Optional.empty());
        session.getConsole().println("made " + users.create(operator, wanted).username());
        return null;
    }
}
