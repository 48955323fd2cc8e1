package fr.vaguemestre.webmail;

import com.sun.mail.iap.CommandFailedException;
import com.sun.mail.iap.ProtocolException;
import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.MailTokenService;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.problem.Unavailable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The open IMAP sessions: each belongs to one account and one mailbox and serves nobody else. They are bounded in number,
 * closed when idle, and what an account may open is asked again at least once a minute, as often as a token lasts.
 */
final class Sessions implements AutoCloseable {
    private static final long PROVEN_NANOS = Duration.ofSeconds(60).toNanos();
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long PATIENCE_NANOS = Duration.ofSeconds(15).toNanos();

    private final MailTokenService tokens;
    private final Servers servers;
    private final int most;
    private final int mostPerKey;
    private final long idleNanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<Key, Integer> counts = new HashMap<>();
    private final Deque<Session> idle = new ArrayDeque<>();
    private int open;
    private boolean closed;
    private final Thread sweeping;

    Sessions(MailTokenService tokens, Servers servers, WebmailConfig config) {
        this.tokens = tokens;
        this.servers = servers;
        this.most = Math.max(1, config.connections());
        this.mostPerKey = Math.clamp(config.connectionsPerMailbox(), 1, 20);
        this.idleNanos =
                Duration.ofSeconds(Math.clamp(config.idleSeconds(), 1, 600)).toNanos();
        this.sweeping = Thread.ofPlatform().daemon().name("webmail-idle").start(this::sweep);
    }

    /** What is done in a mailbox. */
    @FunctionalInterface
    interface Call<T> {
        /** Does it; a {@link ProtocolException} other than a plain refusal ends the session. */
        T in(ImapConnection imap) throws ProtocolException, IOException;
    }

    /** Does something in the mailbox, on behalf of the caller. */
    <T> T with(Caller caller, String address, Call<T> call) {
        Session session = borrow(caller, new Key(caller.subject(), address));
        boolean good = false;
        try {
            T result = call.in(session.imap);
            good = true;
            return result;
        } catch (CommandFailedException refused) {
            good = true;
            throw Refusals.of(refused);
        } catch (ProtocolException | IOException lost) {
            throw away(lost);
        } catch (fr.vaguemestre.api.problem.Problem ours) {
            good = true;
            throw ours;
        } finally {
            giveBack(session, good);
        }
    }

    private Session borrow(Caller caller, Key key) {
        while (true) {
            Optional<Session> idleOne = claim(key);
            if (idleOne.isEmpty()) {
                return fresh(caller, key);
            }
            if (stillGood(caller, idleOne.get())) {
                return idleOne.get();
            }
        }
    }

    /** Whether that session may go on; if not, it is closed. */
    private boolean stillGood(Caller caller, Session session) {
        boolean good = false;
        try {
            if (System.nanoTime() - session.proven > PROVEN_NANOS) {
                token(caller, session.key.address());
                session.proven = System.nanoTime();
            }
            if (System.nanoTime() - session.used > FRESH_NANOS) {
                session.imap.noop();
            }
            good = true;
        } catch (ProtocolException ended) {
            // The server has closed it meanwhile: another is opened in its place.
            return false;
        } finally {
            if (!good) {
                session.imap.disconnect();
                forgetUnless(good, session.key);
            }
        }
        return true;
    }

    private Session fresh(Caller caller, Key key) {
        boolean good = false;
        try {
            String token = token(caller, key.address());
            var session = new Session(key, ImapConnection.open(servers, key.address(), token));
            good = true;
            return session;
        } catch (CommandFailedException refused) {
            throw Refusals.ofSignIn(refused);
        } catch (ProtocolException | IOException lost) {
            throw away(lost);
        } finally {
            forgetUnless(good, key);
        }
    }

    /** A token for the mailbox, or the refusal in words of this capability. */
    String token(Caller caller, String address) {
        try {
            return tokens.issue(caller, address);
        } catch (NotFound refused) {
            throw Refusals.mailbox();
        }
    }

    /** An idle session of that key, or empty with room for one more; waits for either. Another's idle one makes way. */
    private Optional<Session> claim(Key key) {
        long left = PATIENCE_NANOS;
        lock.lock();
        try {
            while (true) {
                for (Session session : idle) {
                    if (session.key.equals(key)) {
                        idle.remove(session);
                        return Optional.of(session);
                    }
                }
                if (counts.getOrDefault(key, 0) < mostPerKey && (open < most || !idle.isEmpty())) {
                    reserve(key);
                    return Optional.empty();
                }
                if (left <= 0) {
                    throw new Unavailable("webmail.busy", "too many requests at once for this mailbox");
                }
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new Unavailable("webmail.unavailable", "stopping", stopping);
        } finally {
            lock.unlock();
        }
    }

    private void reserve(Key key) {
        if (open >= most) {
            Session oldest = idle.removeFirst();
            oldest.imap.disconnect();
            forget(oldest.key);
        }
        open++;
        counts.merge(key, 1, Integer::sum);
    }

    private void giveBack(Session session, boolean good) {
        lock.lock();
        try {
            if (good && !closed) {
                session.used = System.nanoTime();
                idle.addLast(session);
                changed.signalAll();
                return;
            }
            forget(session.key);
        } finally {
            lock.unlock();
        }
        session.imap.disconnect();
    }

    private void forgetUnless(boolean good, Key key) {
        if (good) {
            return;
        }
        lock.lock();
        try {
            forget(key);
        } finally {
            lock.unlock();
        }
    }

    private void forget(Key key) {
        open--;
        counts.computeIfPresent(key, (same, count) -> count == 1 ? null : count - 1);
        changed.signalAll();
    }

    private void sweep() {
        List<Session> over = new ArrayList<>();
        while (true) {
            lock.lock();
            try {
                if (!closed) {
                    changed.awaitNanos(idleNanos / 4);
                }
                long now = System.nanoTime();
                while (!idle.isEmpty() && (closed || now - idle.getFirst().used > idleNanos)) {
                    Session old = idle.removeFirst();
                    forget(old.key);
                    over.add(old);
                }
                if (closed && over.isEmpty()) {
                    return;
                }
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return;
            } finally {
                lock.unlock();
            }
            over.forEach(session -> session.imap.disconnect());
            over.clear();
        }
    }

    private static Unavailable away(Exception cause) {
        return new Unavailable("webmail.unavailable", "the mail server does not answer", cause);
    }

    /** How many sessions are open, for tests. */
    int open() {
        lock.lock();
        try {
            return open;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            sweeping.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whose session, in which mailbox. */
    private record Key(String subject, String address) {}

    private static final class Session {
        private final Key key;
        private final ImapConnection imap;
        private long proven = System.nanoTime();
        private long used = System.nanoTime();

        Session(Key key, ImapConnection imap) {
            this.key = key;
            this.imap = imap;
        }
    }
}
