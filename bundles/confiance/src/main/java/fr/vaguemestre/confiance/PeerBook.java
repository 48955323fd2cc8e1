package fr.vaguemestre.confiance;

import fr.vaguemestre.api.confiance.PeerVerdict;
import fr.vaguemestre.api.confiance.PeerVerdict.Cause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was found about other operators: kept for five minutes, trouble for one; a finding counts only for the lists that it
 * was made with. Domains in trouble are looked at again as long as somebody asks, so that the cause told is a fresh one.
 */
final class PeerBook {
    private static final Logger log = LoggerFactory.getLogger(PeerBook.class);
    private static final Duration GOOD = Duration.ofMinutes(5);
    private static final Duration TROUBLE = Duration.ofMinutes(1);
    private static final Duration ASKED = Duration.ofHours(2);
    private static final int MOST_LOOKS = 32;

    private final Clock clock;
    private final Supplier<TrustState> state;
    private final Look look;
    private final Predicate<String> reachable;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private final Semaphore looks = new Semaphore(MOST_LOOKS);

    /** How a domain is looked at. */
    interface Look {
        PeerVerdict at(String domain, Crls crls, WhiteList.Listed listed);
    }

    private record Finding(PeerVerdict verdict, String list, Crls crls) {
        @SuppressWarnings("ReferenceEquality") // replaced as a whole, never changed
        boolean isOf(TrustState now) {
            return now.crls() == crls
                    && now.list().filter(one -> one.digest().equals(list)).isPresent();
        }
    }

    private static final class Entry {
        private Optional<Finding> last = Optional.empty();
        private Optional<CompletableFuture<Finding>> underWay = Optional.empty();
        private Instant asked = Instant.MIN;
    }

    /** A book on these lists; what is not reachable is never looked at. */
    PeerBook(Clock clock, Supplier<TrustState> state, Look look, Predicate<String> reachable) {
        this.clock = clock;
        this.state = state;
        this.look = look;
        this.reachable = reachable;
    }

    /** See {@link fr.vaguemestre.api.confiance.PeerService#check}. */
    PeerVerdict check(String asked, Duration atMost) {
        String domain = asked.toLowerCase(Locale.ROOT);
        TrustState now = state.get();
        Optional<PeerVerdict> refused = refused(domain, now);
        if (refused.isPresent()) {
            return refused.get();
        }
        Entry entry = entries.computeIfAbsent(domain, unused -> new Entry());
        CompletableFuture<Finding> underWay;
        Optional<Finding> older;
        synchronized (entry) {
            entry.asked = clock.instant();
            older = entry.last.filter(finding -> finding.isOf(now));
            if (older.filter(this::isFresh).isPresent()) {
                return older.get().verdict();
            }
            underWay = started(domain, entry, now);
        }
        if (atMost.isZero()) {
            return older.map(Finding::verdict)
                    .filter(verdict -> !verdict.isReady())
                    .orElseGet(() -> pending(domain));
        }
        return awaited(underWay, atMost, domain);
    }

    /** Drops what was found. */
    void forget(String domain) {
        entries.remove(domain.toLowerCase(Locale.ROOT));
    }

    /** Looks again at domains in trouble that somebody asked for of late; forgets those that nobody asks for. */
    void tick() {
        TrustState now = state.get();
        Instant moment = clock.instant();
        entries.forEach((domain, entry) -> {
            synchronized (entry) {
                boolean wanted = !entry.asked.plus(ASKED).isBefore(moment);
                boolean trouble = entry.last
                        .filter(finding -> !finding.verdict().isReady() && !isFresh(finding))
                        .isPresent();
                if (wanted && trouble && refused(domain, now).isEmpty()) {
                    var unused = started(domain, entry, now);
                } else if (!wanted && entry.underWay.isEmpty()) {
                    entries.remove(domain, entry);
                }
            }
        });
    }

    private Optional<PeerVerdict> refused(String domain, TrustState now) {
        Optional<Instant> end = now.crls().end();
        if (now.list().isEmpty()) {
            return Optional.of(verdict(domain, Cause.NO_WHITE_LIST, "no verified white list yet"));
        }
        if (!now.list().get().domains().containsKey(domain)) {
            return Optional.of(
                    verdict(domain, Cause.DOMAIN_UNLISTED, "domain \"" + domain + "\" is not on the white list"));
        }
        if (!reachable.test(domain)) {
            return Optional.of(verdict(domain, Cause.OUT_OF_RANGE, domain + " is outside the practice range"));
        }
        if (end.isEmpty() || end.get().isBefore(clock.instant())) {
            return Optional.of(verdict(domain, Cause.CRL_EXPIRED, "a revocation list is missing or out of date"));
        }
        return Optional.empty();
    }

    private boolean isFresh(Finding finding) {
        Duration life = finding.verdict().isReady() ? GOOD : TROUBLE;
        Instant at = finding.verdict().at();
        Instant now = clock.instant();
        // A clock that was set back makes nothing fresh for ever.
        return !at.isAfter(now) && now.isBefore(at.plus(life));
    }

    private CompletableFuture<Finding> started(String domain, Entry entry, TrustState now) {
        if (entry.underWay.isPresent()) {
            return entry.underWay.get();
        }
        var result = new CompletableFuture<Finding>();
        entry.underWay = Optional.of(result);
        WhiteList list = now.list().orElseThrow();
        Thread.ofVirtual().name("confiance-look-" + domain).start(() -> {
            var found = new Finding(looked(domain, now.crls(), list), list.digest(), now.crls());
            synchronized (entry) {
                entry.last = Optional.of(found);
                entry.underWay = Optional.empty();
            }
            result.complete(found);
        });
        return result;
    }

    private PeerVerdict looked(String domain, Crls crls, WhiteList list) {
        looks.acquireUninterruptibly();
        try {
            PeerVerdict verdict =
                    look.at(domain, crls, Objects.requireNonNull(list.domains().get(domain)));
            if (!verdict.isReady()) {
                log.warn("Mail for {} waits: {} ({})", domain, verdict.cause().word(), verdict.detail());
            }
            return verdict;
        } catch (RuntimeException unexpected) {
            log.error("{} could not be looked at", domain, unexpected);
            return verdict(domain, Cause.UNREACHABLE, "could not be looked at: " + unexpected);
        } finally {
            looks.release();
        }
    }

    private PeerVerdict awaited(CompletableFuture<Finding> underWay, Duration atMost, String domain) {
        try {
            return underWay.get(atMost.toMillis(), TimeUnit.MILLISECONDS).verdict();
        } catch (TimeoutException slow) {
            return pending(domain);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return pending(domain);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private PeerVerdict pending(String domain) {
        return verdict(domain, Cause.PENDING, "being looked at");
    }

    private PeerVerdict verdict(String domain, Cause cause, String detail) {
        return new PeerVerdict(domain, cause, detail, List.of(), clock.instant());
    }
}
