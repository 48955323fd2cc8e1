package fr.vaguemestre.indicators.cli;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.indicators.IndicatorService;
import java.time.YearMonth;
import java.util.UUID;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** The figures of a month as CSV. */
@Service
@Command(scope = "indicators", name = "show", description = "Prints the figures of a month as CSV")
@SuppressWarnings("NullAway.Init")
public final class ShowCommand implements Action {
    @Reference
    private IndicatorService indicators;

    @Reference
    private Session session;

    @Argument(name = "month", description = "The month, as 2026-11", required = true)
    private String month;

    @Option(name = "--tenant", description = "FINESS of a structure; the operator as a whole without")
    @Nullable
    private String tenant;

    @Override
    public Object execute() {
        Caller operator = Caller.operator(
                String.valueOf(session.get("USER")), UUID.randomUUID().toString());
        Caller caller = tenant == null ? operator : operator.in(tenant);
        return indicators.month(caller, YearMonth.parse(month)).csv();
    }
}
