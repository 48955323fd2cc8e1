package fr.vaguemestre.ui.server;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.NewUser;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.access.User;
import fr.vaguemestre.api.access.UserChange;
import fr.vaguemestre.api.access.UserService;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Conflict;
import fr.vaguemestre.api.problem.NotFound;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;

/** Accounts in memory; they are those of the list, not those that sign in. */
public final class MemoryUsers implements UserService {
    private static final Instant MADE = Instant.parse("2026-11-02T08:00:00Z");

    private final NavigableMap<String, User> users = new ConcurrentSkipListMap<>();
    private volatile Semaphore gate = new Semaphore(Integer.MAX_VALUE);

    /** Adds an account; its name is its id. */
    public void add(String username, Set<Role> roles, Set<String> domains, Set<String> mailboxes) {
        users.put(
                username,
                new User(
                        username,
                        username,
                        Optional.of("750000018"),
                        roles,
                        domains,
                        mailboxes,
                        Optional.empty(),
                        true,
                        MADE));
    }

    @Override
    public Page<User> list(Caller caller, PageRequest page) {
        caller.require(Role.SUPER_ADMIN, Role.DOMAIN_ADMIN);
        List<User> found = users.values().stream()
                .filter(user -> user.username().contains(page.query().orElse("")))
                .toList();
        int from = page.cursor().map(Integer::parseInt).orElse(0);
        int to = Math.min(found.size(), from + page.limit());
        return new Page<>(
                found.subList(Math.min(from, to), to),
                to < found.size() ? Optional.of(String.valueOf(to)) : Optional.empty(),
                found.size());
    }

    @Override
    public User get(Caller caller, String id) {
        return Optional.ofNullable(users.get(id))
                .orElseThrow(() -> new NotFound("access.user-unknown", "no such user"));
    }

    @Override
    public User create(Caller caller, NewUser wanted) {
        if (users.containsKey(wanted.username())) {
            throw new Conflict("access.username-taken", "taken");
        }
        add(wanted.username(), wanted.roles(), wanted.domains(), wanted.mailboxes());
        return get(caller, wanted.username());
    }

    /** Lets each change wait for a permit of that gate. */
    public void hold(Semaphore wanted) {
        gate = wanted;
    }

    @Override
    public User change(Caller caller, String id, UserChange change) {
        gate.acquireUninterruptibly();
        User before = get(caller, id);
        if (before.roles().contains(Role.SUPER_ADMIN)
                && change.active().filter(active -> !active).isPresent()) {
            throw new Conflict("access.last-super-admin", "the last one");
        }
        var after = new User(
                id,
                before.username(),
                before.tenant(),
                change.roles().orElse(before.roles()),
                change.domains().orElse(before.domains()),
                change.mailboxes().orElse(before.mailboxes()),
                before.rpps(),
                change.active().orElse(before.active()),
                before.createdAt());
        users.put(id, after);
        return after;
    }

    @Override
    public void delete(Caller caller, String id) {
        users.remove(get(caller, id).id());
    }
}
