package fr.vaguemestre.access.cli;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.access.User;
import fr.vaguemestre.api.access.UserService;
import fr.vaguemestre.api.paging.PageRequest;
import java.util.Optional;
import java.util.UUID;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;

/** Lists the accounts. */
@Service
@Command(scope = "access", name = "list", description = "Lists the accounts")
@SuppressWarnings("NullAway.Init")
public final class ListCommand implements Action {
    @Reference
    private UserService users;

    @Reference
    private Session session;

    @Argument(name = "text", description = "What the usernames must contain")
    @Nullable
    private String text;

    @Override
    public @Nullable Object execute() {
        var table = new ShellTable();
        for (String column : new String[] {"username", "tenant", "roles", "domains", "mailboxes", "active"}) {
            table.column(column);
        }
        Caller operator = Caller.operator(
                String.valueOf(session.get("USER")), UUID.randomUUID().toString());
        var page =
                new PageRequest(PageRequest.MAX_LIMIT, Optional.empty(), Optional.ofNullable(text), Optional.empty());
        for (User user : users.list(operator, page).items()) {
            table.addRow()
                    .addContent(
                            user.username(),
                            user.tenant().orElse("-"),
                            user.roles().stream().map(Role::wire).sorted().toList(),
                            user.domains(),
                            user.mailboxes(),
                            user.active());
        }
        table.print(session.getConsole());
        return null;
    }
}
