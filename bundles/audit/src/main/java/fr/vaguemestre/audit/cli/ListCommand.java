package fr.vaguemestre.audit.cli;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.audit.AuditEntry;
import fr.vaguemestre.api.audit.AuditQuery;
import fr.vaguemestre.api.audit.AuditService;
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

/** Lists the newest entries of the trail. */
@Service
@Command(scope = "audit", name = "list", description = "Lists the newest entries of the trail")
@SuppressWarnings("NullAway.Init")
public final class ListCommand implements Action {
    @Reference
    private AuditService audit;

    @Reference
    private Session session;

    @Argument(name = "text", description = "What the entries must contain")
    @Nullable
    private String text;

    @Option(name = "--limit", description = "How many entries at most, 1 to 200")
    private int limit = 20;

    @Override
    public @Nullable Object execute() {
        var table = new ShellTable();
        for (String column : new String[] {"tenant", "no", "at", "subject", "action", "object", "detail"}) {
            table.column(column);
        }
        var page = new PageRequest(limit, Optional.empty(), Optional.ofNullable(text), Optional.empty());
        Caller operator = Caller.operator(
                String.valueOf(session.get("USER")), UUID.randomUUID().toString());
        for (AuditEntry entry : audit.search(operator, AuditQuery.all(), page).items()) {
            table.addRow()
                    .addContent(
                            entry.tenant(),
                            entry.sequence(),
                            entry.at(),
                            entry.subject(),
                            entry.action(),
                            entry.object(),
                            entry.detail());
        }
        table.print(session.getConsole());
        return null;
    }
}
