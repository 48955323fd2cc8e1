package fr.vaguemestre.ui.server;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.messages.HeldMessage;
import fr.vaguemestre.api.messages.QuarantineService;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.NotFound;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A quarantine in memory, which remembers what was decided. */
public final class MemoryQuarantine implements QuarantineService {
    /** What is held. */
    public final List<HeldMessage> held = new CopyOnWriteArrayList<>();

    /** What was decided, such as {@code release 4Zx1}. */
    public final List<String> decided = new CopyOnWriteArrayList<>();

    @Override
    public Page<HeldMessage> list(Caller caller, PageRequest page) {
        return new Page<>(held.stream().limit(page.limit()).toList(), Optional.empty(), held.size());
    }

    @Override
    public HeldMessage release(Caller caller, String id) {
        return decide(caller, "release", id);
    }

    @Override
    public HeldMessage delete(Caller caller, String id) {
        return decide(caller, "delete", id);
    }

    private HeldMessage decide(Caller caller, String act, String id) {
        caller.require(Role.QUARANTINE);
        HeldMessage message = held.stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFound("messages.held-unknown", "no such message"));
        held.remove(message);
        decided.add(act + " " + id);
        return message;
    }
}
