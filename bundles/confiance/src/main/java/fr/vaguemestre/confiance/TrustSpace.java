package fr.vaguemestre.confiance;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.confiance.ListRefused.Why;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the state of the trust space up to date: fetches, verifies, stores, and only then puts in force. */
final class TrustSpace {
    private static final Logger log = LoggerFactory.getLogger(TrustSpace.class);

    private final Clock clock;
    private final Igc igc;
    private final ListVerifier verifier;
    private final AcceptedLists accepted;
    private final Sources sources;
    private final CrlFile crlFile;
    private final ReentrantLock updating = new ReentrantLock();
    private volatile TrustState state;
    private volatile Download.Version version = Download.Version.NONE;

    /**
     * Where lists come from.
     *
     * @param download how they are fetched
     * @param list the signed white list; empty where nobody is to be asked
     * @param crls the revocation lists
     * @param shrinkPercent a new list that lacks more of the domains is held
     */
    record Sources(Download download, Optional<URI> list, List<URI> crls, int shrinkPercent) {}

    TrustSpace(Clock clock, Igc igc, ListVerifier verifier, AcceptedLists accepted, Sources sources, CrlFile crlFile) {
        this.clock = clock;
        this.igc = igc;
        this.verifier = verifier;
        this.accepted = accepted;
        this.sources = sources;
        this.crlFile = crlFile;
        this.state = TrustState.empty(igc);
    }

    /** What decisions rest on now. */
    TrustState state() {
        return state;
    }

    /** Takes the revocation lists that were in force before the restart. */
    void loadCrls() {
        exclusively(() -> {
            try {
                state = state.crls(merged(state.crls(), crlFile.read(), new ArrayList<>()), Optional.empty());
            } catch (IOException | GeneralSecurityException unreadable) {
                log.warn("Revocation lists kept on disk are unreadable and will be fetched anew", unreadable);
            }
        });
    }

    /** Takes the list that this or another node accepted, where it is not the one in force. */
    void follow() throws ListRefused {
        exclusivelyRefusing(() -> {
            try {
                var current = state.list().map(WhiteList::digest);
                if (accepted.digest()
                        .filter(digest -> !Optional.of(digest).equals(current))
                        .isPresent()) {
                    var kept = accepted.load();
                    if (kept.isPresent()) {
                        AcceptedList list = kept.get();
                        var verified = verifier.kept(list.signed(), state.crls(), list.acceptedAt(), clock.instant());
                        putInForce(verified);
                        // How fresh it is nobody here has seen: at least as fresh as when it was accepted.
                        change(now -> now.fetchedAt().isEmpty() ? now.confirmed(list.acceptedAt()) : now);
                    }
                }
            } catch (Problem away) {
                throw new ListRefused(Why.NOT_STORED, "the accepted list cannot be read: " + away.getMessage(), away);
            }
        });
    }

    /**
     * Fetches the list and puts it in force if it passes every check and is newer.
     *
     * @param acceptShrink whether it may lack many of the domains of the one in force
     */
    void fetchList(Caller by, boolean acceptShrink) throws ListRefused {
        exclusivelyRefusing(() -> {
            try {
                follow();
                URI uri = sources.list()
                        .orElseThrow(() -> new ListRefused(Why.UNREACHABLE, "no address of the list is set"));
                var answer = sources.download().get(uri, version);
                checkServer(answer.server());
                Instant now = clock.instant();
                if (answer.body().isPresent()) {
                    take(by, answer.body().get(), now, acceptShrink);
                    version = answer.version();
                }
                change(before -> before.confirmed(now));
            } catch (ListRefused refused) {
                change(before -> before.listFailed(String.valueOf(refused.getMessage())));
                throw refused;
            }
        });
    }

    /** Fetches the revocation lists; what cannot be had or is refused leaves the old one in force until its end. */
    void fetchCrls() {
        exclusively(() -> {
            var failures = new ArrayList<String>();
            Crls next = state.crls();
            for (URI uri : sources.crls()) {
                try {
                    var answer = sources.download().get(uri, Download.Version.NONE);
                    next = merged(next, CrlFile.parse(answer.body().orElseThrow()), failures);
                } catch (ListRefused unreachable) {
                    failures.add(String.valueOf(unreachable.getMessage()));
                } catch (GeneralSecurityException unreadable) {
                    failures.add(Why.MALFORMED.word() + ": " + uri + ": " + unreadable.getMessage());
                }
            }
            try {
                crlFile.write(next);
            } catch (IOException | GeneralSecurityException unwritable) {
                log.error("The revocation lists cannot be written for the mail edge", unwritable);
                failures.add(Why.NOT_STORED.word() + ": " + unwritable.getMessage());
            }
            if (!failures.isEmpty()) {
                log.warn("Revocation lists: {}", failures);
            }
            Crls fetched = next;
            change(before -> before.crls(
                    fetched, failures.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", failures))));
        });
    }

    private void take(Caller by, byte[] signed, Instant now, boolean acceptShrink) throws ListRefused {
        WhiteList fetched = verifier.fresh(signed, state.crls(), now);
        Optional<WhiteList> current = state.list();
        if (current.isPresent()) {
            if (current.get().digest().equals(fetched.digest())) {
                return;
            }
            checkSuccession(current.get(), fetched, acceptShrink);
        }
        try {
            var list = new AcceptedList(signed, fetched.generatedAt(), fetched.digest(), now);
            if (!accepted.keep(by, list)) {
                throw new ListRefused(
                        Why.ROLLBACK, "a list made after " + fetched.generatedAt() + " was accepted before");
            }
        } catch (Problem away) {
            throw new ListRefused(Why.NOT_STORED, "verified, but not kept: " + away.getMessage(), away);
        }
        putInForce(fetched);
    }

    private void checkSuccession(WhiteList current, WhiteList fetched, boolean acceptShrink) throws ListRefused {
        if (fetched.generatedAt().isBefore(current.generatedAt())) {
            throw new ListRefused(
                    Why.ROLLBACK,
                    "made on " + fetched.generatedAt() + ", the one in force on " + current.generatedAt());
        }
        long vanished = current.vanishedIn(fetched);
        if (!acceptShrink
                && vanished * 100
                        > (long) sources.shrinkPercent() * current.domains().size()) {
            throw new ListRefused(
                    Why.SHRINK,
                    vanished + " of " + current.domains().size()
                            + " domains are gone; held until an administrator accepts it");
        }
    }

    private void putInForce(WhiteList next) {
        Optional<WhiteList> before = state.list();
        change(now -> now.list(next));
        log.info(
                "White list of {} in force: {} domains, {} entries, {} warnings, {} domains gone, {} new",
                next.generatedAt(),
                next.domains().size(),
                next.entries(),
                next.warnings().size(),
                before.map(old -> old.vanishedIn(next)).orElse(0L),
                before.map(next::vanishedIn).orElse((long) next.domains().size()));
    }

    private void checkServer(List<Certificate> server) throws ListRefused {
        try {
            if (!server.isEmpty() && server.getFirst() instanceof X509Certificate certificate) {
                var others = server.stream().map(X509Certificate.class::cast).toList();
                Instant now = clock.instant();
                state.crls().check(igc.chain(certificate, others, now), now);
            }
        } catch (CertificateRefused refused) {
            throw new ListRefused(Why.UNREACHABLE, "server of the list: " + refused.getMessage(), refused);
        }
    }

    private Crls merged(Crls into, List<X509CRL> lists, List<String> failures) {
        Crls merged = into;
        for (X509CRL crl : lists) {
            try {
                merged = merged.with(crl, clock.instant());
            } catch (ListRefused refused) {
                failures.add(String.valueOf(refused.getMessage()));
            }
        }
        return merged;
    }

    private void change(UnaryOperator<TrustState> next) {
        state = next.apply(state);
    }

    private void exclusively(Runnable update) {
        updating.lock();
        try {
            update.run();
        } finally {
            updating.unlock();
        }
    }

    private void exclusivelyRefusing(Update update) throws ListRefused {
        updating.lock();
        try {
            update.run();
        } finally {
            updating.unlock();
        }
    }

    private interface Update {
        void run() throws ListRefused;
    }
}
