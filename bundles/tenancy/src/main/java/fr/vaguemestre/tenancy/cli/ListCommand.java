package fr.vaguemestre.tenancy.cli;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.tenancy.Domain;
import fr.vaguemestre.api.tenancy.TenancyService;
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

/** Lists mail domains with their structures. */
@Service
@Command(scope = "tenancy", name = "list", description = "Lists mail domains with their structures and quotas")
@SuppressWarnings("NullAway.Init")
public final class ListCommand implements Action {
    @Reference
    private TenancyService tenancy;

    @Reference
    private Session session;

    @Argument(name = "text", description = "What the name or label must contain")
    @Nullable
    private String text;

    @Override
    public @Nullable Object execute() {
        var table = new ShellTable();
        for (String column : new String[] {"domain", "finess", "label", "mailboxes", "storage bytes", "hosting"}) {
            table.column(column);
        }
        var page =
                new PageRequest(PageRequest.MAX_LIMIT, Optional.empty(), Optional.ofNullable(text), Optional.empty());
        Caller operator = Caller.operator(
                String.valueOf(session.get("USER")), UUID.randomUUID().toString());
        for (Domain domain : tenancy.domains(operator, page).items()) {
            table.addRow()
                    .addContent(
                            domain.name(),
                            domain.finess(),
                            domain.label(),
                            domain.quota().mailboxes(),
                            domain.quota().storageBytes(),
                            domain.hosting());
        }
        table.print(session.getConsole());
        return null;
    }
}
