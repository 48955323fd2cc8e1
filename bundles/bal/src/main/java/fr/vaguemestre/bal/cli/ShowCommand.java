package fr.vaguemestre.bal.cli;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.bal.Bal;
import fr.vaguemestre.api.bal.BalService;
import fr.vaguemestre.api.bal.Holder;
import java.util.UUID;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.table.ShellTable;
import org.jspecify.annotations.Nullable;

/** Shows one mailbox. */
@Service
@Command(scope = "bal", name = "show", description = "Shows one mailbox")
@SuppressWarnings("NullAway.Init")
public final class ShowCommand implements Action {
    @Reference
    private BalService mailboxes;

    @Reference
    private Session session;

    @Argument(name = "address", required = true, description = "Its address")
    private String address;

    @Override
    public @Nullable Object execute() {
        Caller operator = Caller.operator(
                String.valueOf(session.get("USER")), UUID.randomUUID().toString());
        Bal bal = mailboxes.get(operator, address);
        var table = new ShellTable().noHeaders();
        table.column("field");
        table.column("value");
        table.addRow().addContent("address", bal.address());
        table.addRow().addContent("type", bal.type());
        table.addRow().addContent("name", bal.displayName());
        table.addRow().addContent("service", bal.service());
        table.addRow().addContent("holder", bal.holder().map(Holder::rpps).orElse(""));
        table.addRow().addContent("responsible", bal.responsible().orElse(""));
        table.addRow().addContent("certificate", bal.certificate().orElse(""));
        table.addRow().addContent("state", bal.state());
        table.addRow().addContent("publication", bal.publication().state());
        table.addRow().addContent("used bytes", bal.usedBytes());
        table.addRow().addContent("quota bytes", bal.quotaBytes());
        table.addRow().addContent("made at", bal.createdAt());
        table.addRow().addContent("version", bal.version());
        table.print(session.getConsole());
        return null;
    }
}
