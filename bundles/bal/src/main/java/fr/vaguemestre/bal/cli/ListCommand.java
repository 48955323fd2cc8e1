package fr.vaguemestre.bal.cli;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.bal.Bal;
import fr.vaguemestre.api.bal.BalFilter;
import fr.vaguemestre.api.bal.BalService;
import fr.vaguemestre.api.paging.PageRequest;
import java.util.Optional;
import java.util.UUID;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;

/** Lists mailboxes. */
@Service
@Command(scope = "bal", name = "list", description = "Lists mailboxes")
@SuppressWarnings("NullAway.Init")
public final class ListCommand implements Action {
    @Reference
    private BalService mailboxes;

    @Reference
    private Session session;

    @Argument(name = "text", description = "What address, name, service or description must contain")
    @Nullable
    private String text;

    @Option(name = "--domain", description = "Only of that domain")
    @Nullable
    private String domain;

    @Option(name = "--limit", description = "How many at most, 1 to 200")
    private int limit = 50;

    @Override
    public @Nullable Object execute() {
        var table = new ShellTable();
        for (String column : new String[] {"address", "type", "name", "state", "publication", "used", "quota"}) {
            table.column(column);
        }
        var filter = new BalFilter(Optional.ofNullable(domain), Optional.empty(), Optional.empty());
        var page = new PageRequest(limit, Optional.empty(), Optional.ofNullable(text), Optional.empty());
        Caller operator = Caller.operator(
                String.valueOf(session.get("USER")), UUID.randomUUID().toString());
        for (Bal bal : mailboxes.list(operator, filter, page).items()) {
            table.addRow()
                    .addContent(
                            bal.address(),
                            bal.type(),
                            bal.displayName(),
                            bal.state(),
                            bal.publication().state(),
                            bal.usedBytes(),
                            bal.quotaBytes());
        }
        table.print(session.getConsole());
        return null;
    }
}
