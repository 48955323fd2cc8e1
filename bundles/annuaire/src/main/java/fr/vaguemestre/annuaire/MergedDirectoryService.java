package fr.vaguemestre.annuaire;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.annuaire.DirectoryAnswer;
import fr.vaguemestre.api.annuaire.DirectoryBox;
import fr.vaguemestre.api.annuaire.DirectoryCopy;
import fr.vaguemestre.api.annuaire.DirectoryPerson;
import fr.vaguemestre.api.annuaire.DirectoryQuery;
import fr.vaguemestre.api.annuaire.DirectoryService;
import fr.vaguemestre.api.annuaire.DirectorySource;
import fr.vaguemestre.api.paging.Cursor;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Invalid;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks every source present and merges what they find: one person once, each mailbox once. */
@Component(service = DirectoryService.class)
public final class MergedDirectoryService implements DirectoryService {
    private static final Logger LOG = LoggerFactory.getLogger(MergedDirectoryService.class);

    private final ExtractionJob job;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    volatile List<DirectorySource> sources = List.of();

    /** Has the copy renewed by that job. */
    @Activate
    public MergedDirectoryService(@Reference ExtractionJob job) {
        this.job = job;
    }

    @Override
    public DirectoryAnswer search(Caller caller, DirectoryQuery query, PageRequest page) {
        if (query.isEmpty()
                || words(query)
                        .flatMap(text -> Words.of(text).stream())
                        .findAny()
                        .isEmpty()) {
            throw Invalid.field("q", "annuaire.query", "say whom to look for: a name, an address, a service");
        }
        int from = page.cursor().map(MergedDirectoryService::place).orElse(0);
        Map<String, DirectoryPerson> found = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        Optional<Instant> asOf = Optional.empty();
        for (DirectorySource source : sources) {
            try {
                source.search(query, MOST)
                        .forEach(person -> found.merge(person.id(), person, MergedDirectoryService::merged));
                Optional<Instant> age = source.asOf();
                asOf = asOf.isEmpty() || age.filter(asOf.get()::isAfter).isPresent() ? age : asOf;
            } catch (RuntimeException failed) {
                LOG.warn("{} is left out of a search: {}", source.name(), failed.getMessage());
                LOG.debug("cause", failed);
                missing.add(source.name());
            }
        }
        List<DirectoryPerson> all = found.values().stream().limit(MOST).toList();
        int until = Math.min(all.size(), from + page.limit());
        List<DirectoryPerson> items = from < until ? all.subList(from, until) : List.of();
        Optional<String> next = until < all.size()
                ? Optional.of(Cursor.after(Integer.toString(until)).encoded())
                : Optional.empty();
        return new DirectoryAnswer(items, next, all.size(), asOf, missing);
    }

    @Override
    public DirectoryCopy copy(Caller caller) {
        return job.copy();
    }

    @Override
    public DirectoryCopy refresh(Caller caller, boolean force) {
        caller.require(Role.SUPER_ADMIN);
        job.ask(force);
        return job.copy();
    }

    private static Stream<String> words(DirectoryQuery query) {
        return Stream.of(query.text(), query.profession(), query.city(), query.structure())
                .flatMap(Optional::stream);
    }

    private static DirectoryPerson merged(DirectoryPerson one, DirectoryPerson other) {
        Map<String, DirectoryBox> boxes = new LinkedHashMap<>();
        Stream.concat(one.boxes().stream(), other.boxes().stream())
                .forEach(box -> boxes.putIfAbsent(box.address(), box));
        return new DirectoryPerson(
                one.id(),
                one.displayName(),
                one.rpps(),
                one.profession(),
                one.professionCode(),
                one.skill(),
                List.copyOf(boxes.values()));
    }

    private static int place(String cursor) {
        return Math.max(0, Cursor.decoded(cursor, 1).read(0, Integer::valueOf));
    }
}
