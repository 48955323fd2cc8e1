package fr.vaguemestre.mailpostfix;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.messages.Correspondent;
import fr.vaguemestre.api.messages.TraceEntry;
import fr.vaguemestre.api.messages.TraceQuery;
import fr.vaguemestre.api.messages.TraceService;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

final class FakeTraces implements TraceService {
    final List<TraceEntry> entries = new CopyOnWriteArrayList<>();

    @Override
    public void record(TraceEntry entry) {
        entries.add(entry);
    }

    @Override
    public Page<TraceEntry> search(Caller caller, TraceQuery query, PageRequest page) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Correspondent> correspondents(Caller caller, Instant since, int most) {
        throw new UnsupportedOperationException();
    }
}
