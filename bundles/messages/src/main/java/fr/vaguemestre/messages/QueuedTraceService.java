package fr.vaguemestre.messages;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.messages.Correspondent;
import fr.vaguemestre.api.messages.TraceEntry;
import fr.vaguemestre.api.messages.TraceLog;
import fr.vaguemestre.api.messages.TraceQuery;
import fr.vaguemestre.api.messages.TraceService;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.tenancy.TenancyService;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes steps at once and writes them in batches; follows the logs of the servers that register one. */
@Component(
        service = {TraceService.class, QueuedTraceService.class},
        configurationPid = "fr.vaguemestre.messages",
        immediate = true)
@Designate(ocd = MessagesConfig.class)
public final class QueuedTraceService implements TraceService {
    private static final Logger log = LoggerFactory.getLogger(QueuedTraceService.class);

    private final TraceRepository repository;
    private final TraceQueue queue;
    private final TraceWriter writer;
    private final MessagesConfig config;
    private final Map<TraceLog, LogFollower> followers = new ConcurrentHashMap<>();

    /** Starts to write. */
    @Activate
    public QueuedTraceService(
            @Reference TraceRepository repository, @Reference TenancyService tenancy, MessagesConfig config) {
        this.repository = repository;
        this.config = config;
        this.queue = new TraceQueue(config.queue());
        this.writer = new TraceWriter(queue, new Addressed(new TenantOfDomain(tenancy)), repository);
    }

    /** Stops reading logs, writes what waits and stops. */
    @Deactivate
    public void close() throws InterruptedException {
        for (TraceLog source : followers.keySet()) {
            removeLog(source);
        }
        writer.stop();
    }

    /** A server's log came. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addLog(TraceLog source) {
        try {
            followers.put(source, new LogFollower(source, queue, config.queue(), Path.of(config.positions())));
        } catch (IOException unreadable) {
            log.error("{} cannot be followed", source.file(), unreadable);
        }
    }

    /** A server's log went. */
    public void removeLog(TraceLog source) throws InterruptedException {
        LogFollower follower = followers.remove(source);
        if (follower != null) {
            follower.stop();
        }
    }

    @Override
    public void record(TraceEntry entry) {
        queue.offer(entry);
    }

    @Override
    public Page<TraceEntry> search(Caller caller, TraceQuery query, PageRequest page) {
        caller.require(Role.SUPER_ADMIN, Role.DOMAIN_ADMIN);
        return repository.search(caller, query, page);
    }

    @Override
    public List<Correspondent> correspondents(Caller caller, Instant since, int most) {
        caller.require(Role.SUPER_ADMIN);
        return repository.correspondents(caller, since, most);
    }

    /** How many steps were let go since the start. */
    long lost() {
        return queue.lost();
    }

    /** How many steps wait for the database. */
    int waiting() {
        return queue.size();
    }
}
