package fr.vaguemestre.bal.cli;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.bal.Bal;
import fr.vaguemestre.api.bal.BalService;
import fr.vaguemestre.api.bal.BalType;
import fr.vaguemestre.api.bal.Holder;
import fr.vaguemestre.api.bal.NewBal;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.jspecify.annotations.Nullable;

/** Makes a mailbox. */
@Service
@Command(scope = "bal", name = "create", description = "Makes a mailbox; a PER may leave out its address")
@SuppressWarnings("NullAway.Init")
public final class CreateCommand implements Action {
    @Reference
    private BalService mailboxes;

    @Reference
    private Session session;

    @Argument(index = 0, name = "type", required = true, description = "PER, ORG, APP or CAB")
    private String type;

    @Argument(index = 1, name = "domain", required = true, description = "Its domain")
    private String domain;

    @Option(name = "--address", description = "Its address; derived from the holder where absent")
    @Nullable
    private String address;

    @Option(name = "--name", description = "How people see it")
    @Nullable
    private String name;

    @Option(name = "--rpps", description = "RPPS number of the holder, 11 digits")
    @Nullable
    private String rpps;

    @Option(name = "--given", description = "Given name of the holder")
    @Nullable
    private String given;

    @Option(name = "--family", description = "Family name of the holder")
    @Nullable
    private String family;

    @Option(name = "--responsible", description = "Who answers for an ORG or APP")
    @Nullable
    private String responsible;

    @Option(name = "--certificate", description = "DN of the certificate that opens an APP")
    @Nullable
    private String certificate;

    @Override
    public Object execute() {
        Caller operator = Caller.operator(
                String.valueOf(session.get("USER")), UUID.randomUUID().toString());
        Optional<Holder> holder = rpps == null
                ? Optional.empty()
                : Optional.of(
                        new Holder(rpps, given == null ? "" : given, family == null ? "" : family, Optional.empty()));
        Bal made = mailboxes.create(
                operator,
                new NewBal(
                        Optional.ofNullable(address),
                        BalType.valueOf(type.toUpperCase(Locale.ROOT)),
                        Optional.of(domain),
                        Optional.ofNullable(name),
                        Optional.empty(),
                        Optional.empty(),
                        holder,
                        Optional.ofNullable(responsible),
                        Optional.ofNullable(certificate),
                        Optional.empty(),
                        false));
        return made.address() + " made, " + made.state();
    }
}
