package fr.vaguemestre.messages.cli;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.messages.TraceEntry;
import fr.vaguemestre.api.messages.TraceQuery;
import fr.vaguemestre.api.messages.TraceService;
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

/** {@code messages:trace}: the newest steps of messages. */
@Service
@Command(scope = "messages", name = "trace", description = "Lists the newest steps of messages")
@SuppressWarnings("NullAway.Init")
public final class TraceCommand implements Action {
    @Reference
    private TraceService traces;

    @Reference
    private Session session;

    @Argument(name = "text", description = "What the steps must contain: an address, a message id, a peer")
    @Nullable
    private String text;

    @Option(name = "--outcome", description = "accepted, refused, deferred, delivered or bounced")
    @Nullable
    private String outcome;

    @Option(name = "--cause", description = "for example revoked")
    @Nullable
    private String cause;

    @Option(name = "--limit", description = "How many steps at most, 1 to 200")
    private int limit = 20;

    @Override
    public @Nullable Object execute() {
        var table = new ShellTable();
        for (String column :
                new String[] {"at", "tenant", "stage", "outcome", "cause", "sender", "recipient", "peer", "detail"}) {
            table.column(column);
        }
        var query = new TraceQuery(
                Optional.empty(),
                Optional.empty(),
                Optional.ofNullable(outcome),
                Optional.ofNullable(cause),
                Optional.empty(),
                Optional.empty());
        var page = new PageRequest(limit, Optional.empty(), Optional.ofNullable(text), Optional.empty());
        var operator = Caller.operator(
                String.valueOf(session.get("USER")), UUID.randomUUID().toString());
        for (TraceEntry entry : traces.search(operator, query, page).items()) {
            table.addRow()
                    .addContent(
                            entry.at(),
                            entry.tenant(),
                            entry.stage(),
                            entry.outcome(),
                            entry.cause(),
                            entry.sender().orElse("<>"),
                            entry.recipient().orElse(""),
                            entry.peer(),
                            entry.detail());
        }
        table.print(session.getConsole());
        return null;
    }
}
