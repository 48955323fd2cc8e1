package fr.vaguemestre.ui.server;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.bal.Bal;
import fr.vaguemestre.api.bal.BalChange;
import fr.vaguemestre.api.bal.BalFilter;
import fr.vaguemestre.api.bal.BalService;
import fr.vaguemestre.api.bal.BalState;
import fr.vaguemestre.api.bal.BalType;
import fr.vaguemestre.api.bal.Holder;
import fr.vaguemestre.api.bal.NewBal;
import fr.vaguemestre.api.bal.Publication;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Conflict;
import fr.vaguemestre.api.problem.FieldError;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.problem.Problem;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Mailboxes in memory, with the rules that the console's pages show the refusals of. */
public final class MemoryBals implements BalService {
    private static final Instant MADE = Instant.parse("2026-11-20T09:30:00Z");
    private static final long DEFAULT_QUOTA = 1L << 30;

    private final NavigableMap<String, Bal> bals = new ConcurrentSkipListMap<>();
    private final MemoryTenancy tenancy;
    private volatile @Nullable Problem failure;
    private volatile Duration delay = Duration.ZERO;
    private final AtomicInteger calls = new AtomicInteger();

    MemoryBals(MemoryTenancy tenancy) {
        this.tenancy = tenancy;
    }

    /** Fails every call with that problem; null works again. */
    public void failWith(@Nullable Problem problem) {
        delay = Duration.ZERO;
        failure = problem;
    }

    /** Fails every call with that problem, but only after a while, as a pool does that waits for a connection. */
    public void failWith(Problem problem, Duration after) {
        delay = after;
        failure = problem;
    }

    /** How many calls there were, failed ones too. */
    public int calls() {
        return calls.get();
    }

    /** Puts a mailbox as it is, in place of any with its address. */
    public void put(Bal bal) {
        bals.put(bal.address(), bal);
    }

    @Override
    public synchronized Page<Bal> list(Caller caller, BalFilter filter, PageRequest page) {
        fail();
        String query = page.query().orElse("").toLowerCase(Locale.ROOT);
        List<Bal> found = bals.values().stream()
                .filter(bal -> reaches(caller, bal))
                .filter(bal -> filter.domain().map(bal.domain()::equals).orElse(true))
                .filter(bal -> filter.type().map(bal.type()::equals).orElse(true))
                .filter(bal -> filter.state().map(bal.state()::equals).orElse(true))
                .filter(bal -> (bal.address() + " " + bal.displayName())
                        .toLowerCase(Locale.ROOT)
                        .contains(query))
                .sorted(order(page.sort().orElse("address")))
                .toList();
        int from = page.cursor().map(Integer::parseInt).orElse(0);
        int to = Math.min(found.size(), from + page.limit());
        return new Page<>(
                found.subList(Math.min(from, to), to),
                to < found.size() ? Optional.of(String.valueOf(to)) : Optional.empty(),
                found.size());
    }

    @Override
    public Bal get(Caller caller, String address) {
        fail();
        Bal bal = bals.get(address);
        if (bal == null || !reaches(caller, bal)) {
            throw new NotFound("bal.unknown", "no such mailbox");
        }
        return bal;
    }

    @Override
    public synchronized Bal create(Caller caller, NewBal wanted) {
        fail();
        caller.tenantOrThrow();
        List<FieldError> errors = new ArrayList<>();
        wanted.holder()
                .map(Holder::rpps)
                .filter(rpps -> !rpps.matches("\\d{11}"))
                .ifPresent(rpps ->
                        errors.add(new FieldError("holder.rpps", "bal.rpps-malformed", "an RPPS has 11 digits")));
        wanted.quotaBytes()
                .filter(bytes -> bytes < 1 << 20)
                .ifPresent(bytes ->
                        errors.add(new FieldError("quotaBytes", "bal.quota-range", "between 1 MiB and 1 TiB")));
        if (!errors.isEmpty()) {
            throw new Invalid("bal.invalid", "some fields are refused", errors);
        }
        String domain = tenancy.domain(caller, wanted.domain().orElseThrow()).name();
        String address =
                wanted.address().orElseGet(() -> derived(wanted.holder().orElseThrow(), domain));
        if (bals.containsKey(address)) {
            throw new Conflict("bal.address-taken", "taken: " + address);
        }
        Bal bal = bal(address, wanted.type(), name(wanted, address), 0, BalState.ACTIVE)
                .holder(wanted.holder())
                .quota(wanted.quotaBytes().orElse(DEFAULT_QUOTA))
                .build();
        put(bal);
        return bal;
    }

    @Override
    public Bal change(Caller caller, String address, BalChange change) {
        Bal before = get(caller, address);
        if (change.version().filter(seen -> seen != before.version()).isPresent()) {
            throw new Conflict("bal.changed-meanwhile", "changed");
        }
        if (before.state() == BalState.FERMEE) {
            throw new Conflict("bal.state", "closed");
        }
        Bal after = new Bal(
                address,
                before.type(),
                before.domain(),
                change.displayName().orElse(before.displayName()),
                change.description().orElse(before.description()),
                change.service().orElse(before.service()),
                before.holder(),
                change.responsible().or(before::responsible),
                before.certificate(),
                change.quotaBytes().orElse(before.quotaBytes()),
                before.usedBytes(),
                change.listeRouge().orElse(before.listeRouge()),
                change.state().orElse(before.state()),
                before.publication(),
                before.lastUsedAt(),
                before.createdAt(),
                before.version() + 1);
        put(after);
        return after;
    }

    @Override
    public Bal close(Caller caller, String address) {
        var closed = new BalChange(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(BalState.FERMEE),
                Optional.empty());
        return change(caller, address, closed);
    }

    private void fail() {
        calls.incrementAndGet();
        Problem now = failure;
        if (now != null) {
            LockSupport.parkNanos(delay.toNanos());
            throw now;
        }
    }

    private static boolean reaches(Caller caller, Bal bal) {
        return caller.administers(bal.domain())
                || (caller.is(Role.USER) && caller.mailboxes().contains(bal.address()));
    }

    private static Comparator<Bal> order(String sort) {
        Comparator<Bal> by =
                switch (sort.replace("-", "")) {
                    case "displayName" -> Comparator.comparing(Bal::displayName).thenComparing(Bal::address);
                    case "createdAt" -> Comparator.comparing(Bal::createdAt).thenComparing(Bal::address);
                    default -> Comparator.comparing(Bal::address);
                };
        return sort.startsWith("-") ? by.reversed() : by;
    }

    private static String derived(Holder holder, String domain) {
        String names = (holder.givenName() + "." + holder.familyName()).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(names, Normalizer.Form.NFD).replaceAll("\\p{M}", "") + "@" + domain;
    }

    private static String name(NewBal wanted, String address) {
        return wanted.displayName()
                .or(() -> wanted.holder().map(holder -> holder.givenName() + " " + holder.familyName()))
                .orElse(address.substring(0, address.indexOf('@')));
    }

    /** The start of a mailbox. */
    public static Builder bal(String address, BalType type, String name, long used, BalState state) {
        return new Builder(address, type, name, used, state, Optional.empty(), DEFAULT_QUOTA, MADE);
    }

    /** What tests say about a mailbox. */
    public record Builder(
            String address,
            BalType type,
            String name,
            long used,
            BalState state,
            Optional<Holder> holder,
            long quota,
            Instant made) {
        /** With that holder. */
        public Builder holder(Optional<Holder> known) {
            return new Builder(address, type, name, used, state, known, quota, made);
        }

        /** With that quota. */
        public Builder quota(long bytes) {
            return new Builder(address, type, name, used, state, holder, bytes, made);
        }

        /** Made then. */
        public Builder made(Instant then) {
            return new Builder(address, type, name, used, state, holder, quota, then);
        }

        /** The mailbox. */
        public Bal build() {
            boolean personal = type == BalType.PER;
            return new Bal(
                    address,
                    type,
                    address.substring(address.indexOf('@') + 1),
                    name,
                    "",
                    personal ? "" : "Imagerie",
                    holder,
                    personal ? Optional.empty() : Optional.of("Claire Fontaine"),
                    Optional.empty(),
                    quota,
                    used,
                    false,
                    state,
                    new Publication(Publication.State.A_PUBLIER, Optional.empty(), Optional.empty(), Optional.empty()),
                    Optional.empty(),
                    made,
                    1);
        }
    }
}
