package fr.vaguemestre.store;

import fr.vaguemestre.api.event.DomainEvent;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.api.store.Act;
import fr.vaguemestre.api.store.Scope;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.persistence.EntityManager;

/** One running transaction, as the capability sees it. */
final class TransactionScope implements Scope {
    private final EntityManager entities;
    private final Connection connection;
    private final boolean writable;
    private final List<DomainEvent> events = new ArrayList<>(1);
    private final Map<String, Supplier<? extends Problem>> refusals = new HashMap<>(4);

    private Optional<Act> told = Optional.empty();

    TransactionScope(EntityManager entities, Connection connection, boolean writable) {
        this.entities = entities;
        this.connection = connection;
        this.writable = writable;
    }

    @Override
    public EntityManager entities() {
        return entities;
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public void publish(DomainEvent event) {
        if (!writable) {
            throw new IllegalStateException("a read tells no facts: " + event.type());
        }
        events.add(event);
    }

    @Override
    public void tell(Act act) {
        told = Optional.of(act);
    }

    @Override
    public void refuseAs(String constraint, Supplier<? extends Problem> problem) {
        refusals.put(constraint, problem);
    }

    List<DomainEvent> events() {
        return events;
    }

    Optional<Act> told() {
        return told;
    }

    Optional<Problem> refusal(String constraint) {
        return Optional.ofNullable(refusals.get(constraint)).map(Supplier::get);
    }
}
