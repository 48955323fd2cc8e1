package fr.vaguemestre.messages;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.messages.MailQueue;
import fr.vaguemestre.api.messages.QueueService;
import fr.vaguemestre.api.messages.QueuedMessage;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.problem.Unavailable;
import fr.vaguemestre.api.store.Act;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Shows each caller its part of the mail server's queue. */
@Component(service = QueueService.class)
public final class ScopedQueueService implements QueueService {
    private static final Listed<QueuedMessage> LISTED =
            new Listed<>(QueuedMessage::arrivedAt, QueuedMessage::id, ScopedQueueService::shown);

    private volatile Optional<MailQueue> queue = Optional.empty();
    private final BiConsumer<Caller, Act> audit;

    /** Writes what is done into the audit trail, before it is done. */
    @Activate
    public ScopedQueueService(@Reference TraceRepository traces) {
        this(traces::audit);
    }

    ScopedQueueService(BiConsumer<Caller, Act> audit) {
        this.audit = audit;
    }

    /** The mail server's adapter came. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    public void setQueue(MailQueue came) {
        queue = Optional.of(came);
    }

    /** The mail server's adapter went. */
    public void unsetQueue(MailQueue gone) {
        if (queue.filter(gone::equals).isPresent()) {
            queue = Optional.empty();
        }
    }

    @Override
    public Page<QueuedMessage> list(Caller caller, PageRequest page) {
        caller.require(Role.SUPER_ADMIN, Role.DOMAIN_ADMIN);
        return LISTED.page(visible(caller).toList(), page);
    }

    @Override
    public QueuedMessage retry(Caller caller, String id) {
        caller.require(Role.SUPER_ADMIN, Role.DOMAIN_ADMIN);
        QueuedMessage wanted = visible(caller)
                .filter(message -> message.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFound("messages.queue-unknown", "no such message waits: " + id));
        audit.accept(caller, new Act("messages.retry", id, "from " + Addressed.masked(wanted.sender())));
        asked().retry(wanted);
        return shown(wanted);
    }

    private MailQueue asked() {
        return queue.orElseThrow(
                () -> new Unavailable("messages.queue-unavailable", "the mail server's adapter is being replaced"));
    }

    private java.util.stream.Stream<QueuedMessage> visible(Caller caller) {
        return asked().all().stream().flatMap(message -> part(caller, message).stream());
    }

    /** What the caller may see of a message: all of its own users', else only its own recipients. */
    private static Optional<QueuedMessage> part(Caller caller, QueuedMessage message) {
        if (caller.administers(Addressed.domainOf(message.sender()))) {
            return Optional.of(message);
        }
        var own = message.recipients().stream()
                .filter(recipient -> caller.administers(Addressed.domainOf(recipient.address())))
                .toList();
        return own.isEmpty()
                ? Optional.empty()
                : Optional.of(new QueuedMessage(
                        message.id(), message.queue(), message.arrivedAt(), message.size(), message.sender(), own));
    }

    /** As people may see it: patients' addresses masked as in the trace. */
    private static QueuedMessage shown(QueuedMessage message) {
        return new QueuedMessage(
                message.id(),
                message.queue(),
                message.arrivedAt(),
                message.size(),
                Addressed.masked(message.sender()),
                message.recipients().stream()
                        .map(recipient -> new QueuedMessage.Recipient(
                                Addressed.masked(recipient.address()),
                                recipient.cause(),
                                Addressed.masked(recipient.detail())))
                        .toList());
    }
}
