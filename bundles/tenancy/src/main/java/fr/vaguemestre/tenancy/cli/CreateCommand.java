package fr.vaguemestre.tenancy.cli;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.tenancy.Domain;
import fr.vaguemestre.api.tenancy.Hosting;
import fr.vaguemestre.api.tenancy.NewDomain;
import fr.vaguemestre.api.tenancy.Quota;
import fr.vaguemestre.api.tenancy.TenancyService;
import java.util.Objects;
import java.util.UUID;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** Makes a mail domain, and its structure where that is new. */
@Service
@Command(scope = "tenancy", name = "create", description = "Makes a mail domain, and its structure where that is new")
@SuppressWarnings("NullAway.Init")
public final class CreateCommand implements Action {
    @Reference
    private TenancyService tenancy;

    @Reference
    private Session session;

    @Argument(index = 0, name = "domain", required = true, description = "Its name, under the trust space's suffix")
    private String name;

    @Argument(index = 1, name = "finess", required = true, description = "FINESS EJ of its structure")
    private String finess;

    @Option(name = "--label", description = "How people call it; the name where absent")
    @Nullable
    private String label;

    @Option(name = "--mailboxes", description = "How many mailboxes at most")
    private long mailboxes = 100;

    @Option(name = "--storage", description = "How many bytes of mail at most")
    private long storage = 50L << 30;

    @Option(name = "--third-party", description = "The data of another body is hosted")
    private boolean thirdParty;

    @Override
    public Object execute() {
        Caller operator = Caller.operator(
                String.valueOf(session.get("USER")), UUID.randomUUID().toString());
        Domain made = tenancy.create(
                operator,
                new NewDomain(
                        name,
                        Objects.requireNonNullElse(label, name),
                        finess,
                        new Quota(mailboxes, storage),
                        thirdParty ? Hosting.THIRD_PARTY : Hosting.OWN));
        return made.name() + " made for " + made.finess();
    }
}
