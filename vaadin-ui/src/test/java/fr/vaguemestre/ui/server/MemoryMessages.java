package fr.vaguemestre.ui.server;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.messages.Correspondent;
import fr.vaguemestre.api.messages.QueueService;
import fr.vaguemestre.api.messages.QueuedMessage;
import fr.vaguemestre.api.messages.TraceEntry;
import fr.vaguemestre.api.messages.TraceQuery;
import fr.vaguemestre.api.messages.TraceService;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.NotFound;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Queue and trace in memory; a message that is tried again leaves the queue, unless it is stubborn. */
public final class MemoryMessages implements QueueService, TraceService {
    /** What waits. */
    public final List<QueuedMessage> waiting = new CopyOnWriteArrayList<>();

    /** What became of messages, newest first. */
    public final List<TraceEntry> steps = new CopyOnWriteArrayList<>();

    @Override
    public Page<QueuedMessage> list(Caller caller, PageRequest page) {
        List<QueuedMessage> found = waiting.stream()
                .filter(message -> message.toString().contains(page.query().orElse("")))
                .toList();
        return new Page<>(found.stream().limit(page.limit()).toList(), Optional.empty(), found.size());
    }

    @Override
    public QueuedMessage retry(Caller caller, String id) {
        QueuedMessage message = waiting.stream()
                .filter(one -> one.id().equals(id) && !id.startsWith("STUBBORN"))
                .findFirst()
                .orElseThrow(() -> new NotFound("messages.queue-unknown", "no such message"));
        waiting.remove(message);
        return message;
    }

    @Override
    public void record(TraceEntry entry) {
        steps.addFirst(entry);
    }

    @Override
    public Page<TraceEntry> search(Caller caller, TraceQuery query, PageRequest page) {
        List<TraceEntry> found = steps.stream()
                .filter(step -> query.outcome().map(step.outcome()::equals).orElse(true))
                .filter(step -> query.address()
                        .map(address -> step.recipient().equals(Optional.of(address))
                                || step.sender().equals(Optional.of(address)))
                        .orElse(true))
                .filter(step ->
                        query.from().map(from -> !step.at().isBefore(from)).orElse(true))
                .filter(step -> query.until().map(step.at()::isBefore).orElse(true))
                .toList();
        return new Page<>(found.stream().limit(page.limit()).toList(), Optional.empty(), found.size());
    }

    @Override
    public List<Correspondent> correspondents(Caller caller, Instant since, int most) {
        return List.of();
    }
}
