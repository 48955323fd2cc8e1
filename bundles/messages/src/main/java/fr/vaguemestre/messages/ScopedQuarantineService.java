package fr.vaguemestre.messages;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.messages.HeldMail;
import fr.vaguemestre.api.messages.HeldMessage;
import fr.vaguemestre.api.messages.QuarantineService;
import fr.vaguemestre.api.messages.TraceEntry;
import fr.vaguemestre.api.messages.TraceService;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Forbidden;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.problem.Unavailable;
import fr.vaguemestre.api.store.Act;
import fr.vaguemestre.api.tenancy.TenancyService;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Shows each caller its part of what the mail server holds, and does what one with that right decides. */
@Component(service = QuarantineService.class)
public final class ScopedQuarantineService implements QuarantineService {
    private static final Listed<HeldMessage> LISTED =
            new Listed<>(HeldMessage::heldAt, HeldMessage::id, ScopedQuarantineService::shown);

    private volatile Optional<HeldMail> held = Optional.empty();
    private final BiConsumer<Caller, Act> audit;
    private final Consumer<TraceEntry> trace;
    private final Function<String, Optional<String>> tenantOfDomain;
    private final Clock clock;

    /** Writes what is decided into the audit trail, before it is done, and into the trace. */
    @Activate
    public ScopedQuarantineService(
            @Reference TraceRepository repository,
            @Reference TraceService traces,
            @Reference TenancyService tenancy,
            @Reference Clock clock) {
        this(repository::audit, traces::record, new TenantOfDomain(tenancy), clock);
    }

    ScopedQuarantineService(
            BiConsumer<Caller, Act> audit,
            Consumer<TraceEntry> trace,
            Function<String, Optional<String>> tenantOfDomain,
            Clock clock) {
        this.tenantOfDomain = tenantOfDomain;
        this.audit = audit;
        this.trace = trace;
        this.clock = clock;
    }

    /** The mail server's adapter came. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void setHeld(HeldMail came) {
        held = Optional.of(came);
    }

    /** The mail server's adapter went. */
    public void unsetHeld(HeldMail gone) {
        if (held.filter(gone::equals).isPresent()) {
            held = Optional.empty();
        }
    }

    @Override
    public Page<HeldMessage> list(Caller caller, PageRequest page) {
        caller.require(Role.SUPER_ADMIN, Role.DOMAIN_ADMIN);
        List<HeldMessage> visible = asked().all().stream()
                .flatMap(message -> part(caller, message).stream())
                .toList();
        return LISTED.page(visible, page);
    }

    @Override
    public HeldMessage release(Caller caller, String id) {
        HeldMessage message = decided(caller, id, "messages.release");
        asked().release(message);
        traced(message, "released");
        return shown(message);
    }

    @Override
    public HeldMessage delete(Caller caller, String id) {
        HeldMessage message = decided(caller, id, "messages.quarantine-delete");
        asked().delete(message);
        traced(message, "deleted");
        return shown(message);
    }

    /** The whole message, if it is the caller's to decide about, with that in the audit trail. */
    private HeldMessage decided(Caller caller, String id, String act) {
        caller.require(Role.QUARANTINE);
        caller.require(Role.SUPER_ADMIN, Role.DOMAIN_ADMIN);
        HeldMessage message = asked().all().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .filter(one -> part(caller, one).isPresent())
                .orElseThrow(() -> new NotFound("messages.held-unknown", "no such message is held: " + id));
        if (!message.recipients().stream().allMatch(recipient -> decides(caller, recipient))) {
            throw new Forbidden(
                    "messages.held-shared", "it goes to other structures too: the operator decides about it");
        }
        audit.accept(
                caller,
                new Act(
                        act,
                        id,
                        "from " + Addressed.masked(message.sender()) + ", "
                                + message.evidence().told()));
        return message;
    }

    /** Whoever lets such a message in answers for the mailboxes that it reaches. */
    private boolean decides(Caller caller, String recipient) {
        String domain = Addressed.domainOf(recipient);
        return caller.administers(domain) || tenantOfDomain.apply(domain).isEmpty();
    }

    private HeldMail asked() {
        return held.orElseThrow(
                () -> new Unavailable("messages.queue-unavailable", "the mail server's adapter is being replaced"));
    }

    private void traced(HeldMessage message, String outcome) {
        for (String recipient : message.recipients()) {
            trace.accept(new TraceEntry(
                    clock.instant(),
                    Caller.PLATFORM,
                    "quarantine",
                    outcome,
                    message.reason().isEmpty() ? "by-hand" : message.reason(),
                    message.evidence().told(),
                    "",
                    Optional.of(message.sender()).filter(some -> !some.isEmpty()),
                    Optional.of(recipient),
                    Optional.empty(),
                    Optional.of(message.id())));
        }
    }

    /** What the caller may see of a message: all of its own users', else only its own recipients. */
    private static Optional<HeldMessage> part(Caller caller, HeldMessage message) {
        if (caller.administers(Addressed.domainOf(message.sender()))) {
            return Optional.of(message);
        }
        List<String> own = message.recipients().stream()
                .filter(recipient -> caller.administers(Addressed.domainOf(recipient)))
                .toList();
        return own.isEmpty() ? Optional.empty() : Optional.of(with(message, message.sender(), own));
    }

    /** As people may see it: patients' addresses masked as in the trace. */
    private static HeldMessage shown(HeldMessage message) {
        return with(
                message,
                Addressed.masked(message.sender()),
                message.recipients().stream().map(Addressed::masked).toList());
    }

    private static HeldMessage with(HeldMessage message, String sender, List<String> recipients) {
        return new HeldMessage(message.id(), message.heldAt(), message.size(), sender, recipients, message.evidence());
    }
}
