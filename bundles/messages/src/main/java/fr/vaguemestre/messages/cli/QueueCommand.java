package fr.vaguemestre.messages.cli;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.messages.QueueService;
import fr.vaguemestre.api.messages.QueuedMessage;
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

/** {@code messages:queue}: what waits in the mail queue, and why. */
@Service
@Command(scope = "messages", name = "queue", description = "Lists what waits in the mail queue, and why")
@SuppressWarnings("NullAway.Init")
public final class QueueCommand implements Action {
    @Reference
    private QueueService queue;

    @Reference
    private Session session;

    @Argument(name = "text", description = "What the messages must contain: an address, a cause")
    @Nullable
    private String text;

    @Option(name = "--retry", description = "Queue id of a message that is to be tried now")
    @Nullable
    private String retry;

    @Override
    public @Nullable Object execute() {
        var operator = Caller.operator(
                String.valueOf(session.get("USER")), UUID.randomUUID().toString());
        if (retry != null) {
            var unused = queue.retry(operator, retry);
            return null;
        }
        var table = new ShellTable();
        for (String column : new String[] {"id", "queue", "arrived", "sender", "recipient", "cause", "detail"}) {
            table.column(column);
        }
        var page =
                new PageRequest(PageRequest.MAX_LIMIT, Optional.empty(), Optional.ofNullable(text), Optional.empty());
        for (QueuedMessage message : queue.list(operator, page).items()) {
            for (QueuedMessage.Recipient recipient : message.recipients()) {
                table.addRow()
                        .addContent(
                                message.id(),
                                message.queue(),
                                message.arrivedAt(),
                                message.sender().isEmpty() ? "<>" : message.sender(),
                                recipient.address(),
                                recipient.cause(),
                                recipient.detail());
            }
        }
        table.print(session.getConsole());
        return null;
    }
}
