package fr.vaguemestre.messages;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.messages.MailQueue;
import fr.vaguemestre.api.messages.QueueService;
import fr.vaguemestre.api.messages.QueuedMessage;
import fr.vaguemestre.api.paging.Cursor;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.problem.Unavailable;
import fr.vaguemestre.api.store.Act;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
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
        List<QueuedMessage> all = visible(caller)
                .filter(message ->
                        page.query().isEmpty() || holds(message, page.query().get()))
                .toList();
        List<QueuedMessage> rest = page.cursor()
                .map(cursor -> after(all, Cursor.decoded(cursor, 2)))
                .orElse(all);
        List<QueuedMessage> items =
                rest.stream().limit(page.limit()).map(ScopedQueueService::shown).toList();
        Optional<String> next = rest.size() > page.limit()
                ? Optional.of(Cursor.after(
                                items.getLast().arrivedAt().toString(),
                                items.getLast().id())
                        .encoded())
                : Optional.empty();
        return new Page<>(items, next, all.size());
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
        if (caller.administers(domain(message.sender()))) {
            return Optional.of(message);
        }
        var own = message.recipients().stream()
                .filter(recipient -> caller.administers(domain(recipient.address())))
                .toList();
        return own.isEmpty()
                ? Optional.empty()
                : Optional.of(new QueuedMessage(
                        message.id(), message.queue(), message.arrivedAt(), message.size(), message.sender(), own));
    }

    private static boolean holds(QueuedMessage message, String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return message.toString().toLowerCase(Locale.ROOT).contains(wanted);
    }

    private static List<QueuedMessage> after(List<QueuedMessage> all, Cursor cursor) {
        Instant at = cursor.read(0, Instant::parse);
        String id = cursor.keys().get(1);
        return all.stream()
                .filter(message -> message.arrivedAt().isAfter(at)
                        || (message.arrivedAt().equals(at) && message.id().compareTo(id) > 0))
                .toList();
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

    private static String domain(String address) {
        return address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    }
}
