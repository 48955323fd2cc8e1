package fr.vaguemestre.audit;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.audit.AuditEntry;
import fr.vaguemestre.api.audit.AuditQuery;
import fr.vaguemestre.api.audit.AuditService;
import fr.vaguemestre.api.audit.AuditVerification;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.store.Act;
import fr.vaguemestre.api.store.UnitOfWork;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import javax.persistence.EntityManagerFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reads the trail for administrators, walks its chains, anchors their heads and hands them out. */
@Component(service = {AuditService.class, ChainedAuditService.class})
public final class ChainedAuditService implements AuditService {
    private static final int TELL_EVERY = 1_000;

    private final UnitOfWork work;
    private final EntityManagerFactory audit;
    private final AnchorBook book;
    private final Clock clock;

    /** Reads through that persistence unit. */
    @Activate
    public ChainedAuditService(
            @Reference UnitOfWork work,
            @Reference(target = "(osgi.unit.name=audit)") EntityManagerFactory audit,
            @Reference AnchorBook book,
            @Reference Clock clock) {
        this.work = work;
        this.audit = audit;
        this.book = book;
        this.clock = clock;
    }

    @Override
    public Page<AuditEntry> search(Caller caller, AuditQuery query, PageRequest page) {
        caller.require(Role.SUPER_ADMIN, Role.DOMAIN_ADMIN);
        return work.readVisible(caller, audit, scope -> AuditRepository.search(scope.connection(), query, page));
    }

    @Override
    public long size(Caller caller) {
        return heads(caller).stream().mapToLong(Head::sequence).sum();
    }

    @Override
    public AuditVerification verify(Caller caller, LongPredicate progress) {
        caller.require(Role.SUPER_ADMIN, Role.DOMAIN_ADMIN);
        Map<String, NavigableMap<Long, Anchor>> anchors;
        try {
            anchors = visible(caller, book.anchors().known());
        } catch (IOException | GeneralSecurityException changed) {
            return new AuditVerification(
                    false, 0, Optional.of("anchors"), Optional.of(String.valueOf(changed.getMessage())));
        }
        var walk = new ChainWalk(anchors);
        boolean whole = work.readVisible(caller, audit, scope -> {
            var told = new Told(walk, progress);
            AuditRepository.walk(scope.connection(), told);
            return told.whole;
        });
        return whole ? walk.end() : walk.sofar();
    }

    /** Lets the walk see each line, and the caller how far it is. */
    private static final class Told implements AuditRepository.Walker {
        private final ChainWalk walk;
        private final LongPredicate progress;
        private boolean whole = true;

        Told(ChainWalk walk, LongPredicate progress) {
            this.walk = walk;
            this.progress = progress;
        }

        @Override
        public boolean entry(AuditEntry entry) {
            boolean well = walk.take(entry);
            if (well && walk.checked() % TELL_EVERY == 0) {
                whole = progress.test(walk.checked());
            }
            return well && whole;
        }

        @Override
        public boolean head(Head head) {
            return walk.head(head.tenant(), head.sequence(), head.hash());
        }
    }

    @Override
    public void export(Caller caller, OutputStream out) throws IOException {
        caller.require(Role.SUPER_ADMIN, Role.DOMAIN_ADMIN);
        Anchors anchors = book.use(opened -> opened);
        record(caller, Act.of("audit.export", caller.tenant().orElse("all")));
        var writer = new ExportWriter(
                out, caller.tenant().orElse("all"), clock.instant().toString());
        try {
            work.readVisible(caller, audit, scope -> {
                AuditRepository.walk(scope.connection(), new Written(writer));
                // The signature, without which an export is none, is written after this transaction.
                AuditRepository.keepWhatWasRead(scope.connection());
                return true;
            });
            for (NavigableMap<Long, Anchor> ofTenant :
                    visible(caller, anchors.known()).values()) {
                for (Anchor anchor : ofTenant.values()) {
                    writer.anchor(anchor);
                }
            }
            writer.end(anchors.key());
        } catch (UncheckedIOException failed) {
            throw new IOException(failed.getCause());
        } catch (GeneralSecurityException unusable) {
            throw new IOException(unusable);
        }
    }

    /** Lets an export have each line. */
    private record Written(ExportWriter writer) implements AuditRepository.Walker {
        @Override
        public boolean entry(AuditEntry entry) {
            try {
                writer.entry(entry);
                return true;
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        @Override
        public boolean head(Head head) {
            try {
                writer.head(head);
                return true;
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    @Override
    public int anchor(Caller caller) {
        caller.require(Role.SUPER_ADMIN);
        return book.use(anchors -> anchors.add(heads(caller), clock.instant()));
    }

    @Override
    public String anchorKey(Caller caller) {
        caller.require(Role.SUPER_ADMIN, Role.DOMAIN_ADMIN);
        return book.use(anchors -> anchors.key().publicText());
    }

    private List<Head> heads(Caller caller) {
        caller.require(Role.SUPER_ADMIN, Role.DOMAIN_ADMIN);
        return work.readVisible(caller, audit, scope -> {
            List<Head> heads = AuditRepository.heads(scope.connection());
            // An anchor of an entry that was lost in a crash would tell of a cut chain for ever.
            AuditRepository.keepWhatWasRead(scope.connection());
            return heads;
        });
    }

    @Override
    public void record(Caller caller, Act act) {
        Caller placed = caller.tenant().isPresent() ? caller : caller.in(Caller.PLATFORM);
        work.write(placed, audit, act, scope -> true);
    }

    private static Map<String, NavigableMap<Long, Anchor>> visible(
            Caller caller, Map<String, NavigableMap<Long, Anchor>> all) {
        Map<String, NavigableMap<Long, Anchor>> own = new TreeMap<>(all);
        caller.tenant().ifPresent(tenant -> own.keySet().retainAll(List.of(tenant)));
        return own;
    }
}
