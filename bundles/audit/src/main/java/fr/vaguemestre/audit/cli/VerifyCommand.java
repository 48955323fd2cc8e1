package fr.vaguemestre.audit.cli;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.audit.AuditService;
import fr.vaguemestre.api.audit.AuditVerification;
import java.util.UUID;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;

/** Walks every chain of the trail. */
@Service
@Command(scope = "audit", name = "verify", description = "Walks every chain of the trail and names the first bad entry")
@SuppressWarnings("NullAway.Init")
public final class VerifyCommand implements Action {
    @Reference
    private AuditService audit;

    @Reference
    private Session session;

    @Override
    public Object execute() {
        Caller operator = Caller.operator(
                String.valueOf(session.get("USER")), UUID.randomUUID().toString());
        AuditVerification found = audit.verify(operator);
        return found.intact()
                ? "intact, " + found.checked() + " entries"
                : "BROKEN at " + found.firstBad().orElse("?") + ", "
                        + found.reason().orElse("") + ", after " + found.checked() + " good entries";
    }
}
