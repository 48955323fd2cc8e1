package fr.vaguemestre.store.cli;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.store.Outbox;
import fr.vaguemestre.api.store.Outbox.DeadLetter;
import java.util.UUID;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;

/** Lists facts that a handler refused again and again. */
@Service
@Command(scope = "store", name = "dead-letters", description = "Lists facts that a handler refused again and again")
@SuppressWarnings("NullAway.Init")
public final class DeadLettersCommand implements Action {
    @Reference
    private Outbox outbox;

    @Reference
    private Session session;

    @Override
    public @Nullable Object execute() {
        var table = new ShellTable();
        table.column("id");
        table.column("handler");
        table.column("type");
        table.column("attempts");
        table.column("last tried");
        table.column("error");
        Caller operator = Caller.operator(
                String.valueOf(session.get("USER")), UUID.randomUUID().toString());
        for (DeadLetter letter : outbox.deadLetters(operator)) {
            table.addRow()
                    .addContent(
                            letter.id(),
                            letter.handler(),
                            letter.type(),
                            letter.attempts(),
                            letter.at(),
                            letter.lastError());
        }
        table.print(session.getConsole());
        return null;
    }
}
