package fr.vaguemestre.annuaire;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.annuaire.DirectoryPublication;
import fr.vaguemestre.api.annuaire.DirectoryPublication.Line;
import fr.vaguemestre.api.annuaire.DirectoryPublisher;
import fr.vaguemestre.api.annuaire.PublicationService;
import fr.vaguemestre.api.bal.Bal;
import fr.vaguemestre.api.bal.BalService;
import fr.vaguemestre.api.bal.Publication;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Conflict;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.store.Act;
import fr.vaguemestre.api.store.UnitOfWork;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.persistence.EntityManagerFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;

/** Publications kept in PostgreSQL and told to the directory as soon as it listens. */
@Component(
        service = {PublicationService.class, OutboxPublicationService.class},
        configurationPid = AnnuaireConfig.PID,
        immediate = true)
@Designate(ocd = AnnuaireConfig.class)
public final class OutboxPublicationService implements PublicationService {
    private final UnitOfWork work;
    private final EntityManagerFactory tables;
    private final BalService mailboxes;
    private final PublicationBook book;
    private final PublicationWorker worker;
    private final String chosen;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile List<DirectoryPublisher> publishers = List.of();

    /** Starts to tell the directory what waits. */
    @Activate
    public OutboxPublicationService(
            AnnuaireConfig config,
            @Reference UnitOfWork work,
            @Reference(target = "(osgi.unit.name=annuaire)") EntityManagerFactory tables,
            @Reference BalService mailboxes,
            @Reference Clock clock) {
        this.work = work;
        this.tables = tables;
        this.mailboxes = mailboxes;
        this.chosen = Surroundings.of(config).publisher();
        this.book = new PublicationBook(work, tables, clock, Duration.ofSeconds(config.longestWaitSeconds()));
        this.worker = new PublicationWorker(
                        book, mailboxes, this::publisher, clock, Duration.ofSeconds(config.reportSeconds()))
                .start();
    }

    /** Ends after the attempt at hand. */
    @Deactivate
    public void close() throws InterruptedException {
        worker.stop();
    }

    @Override
    public Page<DirectoryPublication> list(Caller caller, Optional<Publication.State> state, PageRequest page) {
        Optional<Collection<String>> domains = reach(caller);
        return work.readVisible(caller, tables, scope -> PublicationListRepository.list(scope, domains, state, page))
                .map(row -> shown(row, List.of()));
    }

    @Override
    public DirectoryPublication get(Caller caller, String id) {
        Optional<Collection<String>> domains = reach(caller);
        UUID known = uuid(id);
        return work.readVisible(caller, tables, scope -> PublicationRepository.find(scope, known)
                .filter(row -> isWithin(domains, row))
                .map(row -> shown(row, PublicationRepository.lines(scope, known)))
                .orElseThrow(() -> unknown(id)));
    }

    @Override
    public DirectoryPublication retry(Caller caller, String id) {
        Optional<Collection<String>> domains = reach(caller);
        UUID known = uuid(id);
        PublicationRow seen = work.readVisible(caller, tables, scope -> PublicationRepository.find(scope, known))
                .filter(row -> isWithin(domains, row))
                .orElseThrow(() -> unknown(id));
        Bal now = mailboxes.get(PublicationBook.system(seen.tenant()), seen.address());
        book.want(seen.tenant(), now);
        Caller placed = caller.in(seen.tenant());
        DirectoryPublication again =
                work.write(placed, tables, Act.of("annuaire.retry", PublicationBook.object(seen.address())), scope -> {
                    PublicationRow row =
                            PublicationRepository.lock(scope, known).orElseThrow(() -> unknown(id));
                    if (PublicationBook.isAtRest(row)) {
                        throw new Conflict(
                                "annuaire.nothing-to-retry", "nothing waits to be told about " + row.address());
                    }
                    return shown(book.again(scope, row), PublicationRepository.lines(scope, known));
                });
        worker.insist();
        return again;
    }

    /** A mailbox changed: what the directory shall show of it. */
    void want(String tenant, String address) {
        book.want(tenant, mailboxes.get(PublicationBook.system(tenant), address));
        worker.call();
    }

    PublicationBook book() {
        return book;
    }

    PublicationWorker worker() {
        return worker;
    }

    /** Name of the publisher that the settings choose; empty for none. */
    String chosen() {
        return chosen;
    }

    private Optional<DirectoryPublisher> publisher() {
        return publishers.stream().filter(each -> each.name().equals(chosen)).findFirst();
    }

    private static Optional<Collection<String>> reach(Caller caller) {
        caller.require(Role.SUPER_ADMIN, Role.DOMAIN_ADMIN);
        return caller.is(Role.SUPER_ADMIN) ? Optional.empty() : Optional.of(caller.domains());
    }

    private static boolean isWithin(Optional<Collection<String>> domains, PublicationRow row) {
        return domains.isEmpty() || domains.get().contains(row.domain());
    }

    private static DirectoryPublication shown(PublicationRow row, List<PublicationRepository.KeptLine> lines) {
        return new DirectoryPublication(
                row.id().toString(),
                row.address(),
                row.domain(),
                row.version(),
                row.wanted(),
                row.state(),
                row.code(),
                row.detail(),
                row.code().flatMap(Fixes::of),
                row.attempts(),
                row.due(),
                row.at(),
                lines.stream()
                        .map(line -> new Line(
                                line.at(),
                                line.state(),
                                line.code(),
                                line.detail(),
                                line.code().flatMap(Fixes::of)))
                        .toList());
    }

    private static UUID uuid(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException notOurs) {
            throw unknown(id);
        }
    }

    private static NotFound unknown(String id) {
        return new NotFound("annuaire.publication-unknown", "no such publication: " + id);
    }
}
