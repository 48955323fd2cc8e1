package fr.vaguemestre.confiance;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.confiance.AcceptedWhiteList.Way;
import fr.vaguemestre.api.confiance.HeldWhiteList;
import fr.vaguemestre.api.problem.Conflict;
import fr.vaguemestre.api.problem.NotFound;
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
    private final ListSuccession succession;
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
        this.succession = new ListSuccession(accepted, sources.shrinkPercent());
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
                        // A list that waited for a person was decided about.
                        change(now -> now.fetchedAt().isEmpty() || now.isListHeld()
                                ? now.confirmed(now.fetchedAt().orElse(list.acceptedAt()))
                                : now);
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
     * @param way who wants it: the appliance by itself, or a person
     */
    void fetchList(Caller by, Way way) throws ListRefused {
        exclusivelyRefusing(() -> {
            try {
                followWhatCanBe();
                URI uri = sources.list()
                        .orElseThrow(() -> new ListRefused(Why.UNREACHABLE, "no address of the list is set"));
                var answer = sources.download().get(uri, version);
                checkServer(answer.server());
                Instant now = clock.instant();
                if (answer.body().isPresent()) {
                    take(by, way, answer.body().get(), now);
                    version = answer.version();
                }
                succession.release(by);
                change(before -> before.confirmed(now));
            } catch (ListRefused refused) {
                change(before -> before.listFailed(String.valueOf(refused.getMessage())));
                throw refused;
            }
        });
    }

    /**
     * Puts the list that is held in force, after every other check once more.
     *
     * @param digest of the list that the person looked at
     * @throws NotFound {@code confiance.none-held}
     * @throws Conflict {@code confiance.held-other}
     */
    void acceptHeld(Caller by, String digest) throws ListRefused {
        exclusivelyRefusing(() -> {
            followWhatCanBe();
            HeldWhiteList held = succession.held(digest);
            byte[] signed = accepted.heldFile(digest).orElseThrow(() -> ListSuccession.otherHeld(digest));
            Instant now = clock.instant();
            WhiteList verified = verifier.fresh(signed, state.crls(), now);
            ListSuccession.checkAge(state.list(), verified);
            put(by, Way.CONFIRMED, signed, verified, held.figures().fetchedAt());
            change(before ->
                    before.confirmed(before.fetchedAt().orElse(held.figures().fetchedAt())));
        });
    }

    /**
     * Keeps the list in force in spite of the held one.
     *
     * @return the held one, refused
     * @throws NotFound {@code confiance.none-held}
     * @throws Conflict {@code confiance.held-other}
     */
    HeldWhiteList refuseHeld(Caller by, String digest) {
        updating.lock();
        try {
            HeldWhiteList refused = succession.refuse(by, digest, clock.instant());
            change(before -> before.listFailed(
                    String.valueOf(ListSuccession.refusal(refused).getMessage())));
            return refused;
        } finally {
            updating.unlock();
        }
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

    /** Follows the accepted list, unless its signer is trusted no more: then only a newer one helps. */
    private void followWhatCanBe() throws ListRefused {
        try {
            follow();
        } catch (ListRefused refused) {
            if (refused.why() == Why.NOT_STORED) {
                throw refused;
            }
            log.warn("The accepted white list cannot be taken: {}", refused.getMessage());
        }
    }

    private void take(Caller by, Way way, byte[] signed, Instant now) throws ListRefused {
        WhiteList fetched = verifier.fresh(signed, state.crls(), now);
        Optional<WhiteList> current = state.list();
        if (current.isPresent()) {
            if (current.get().digest().equals(fetched.digest())) {
                return;
            }
            ListSuccession.checkAge(current, fetched);
            succession.checkSize(by, current.get(), fetched, signed, now);
        }
        put(by, way, signed, fetched, now);
    }

    private void put(Caller by, Way way, byte[] signed, WhiteList next, Instant fetchedAt) throws ListRefused {
        AcceptedLists.Kept kept;
        try {
            Optional<String> replaces = accepted.digest();
            var before = state.list().filter(list -> replaces.equals(Optional.of(list.digest())));
            var list = new AcceptedList(signed, next.generatedAt(), next.digest(), clock.instant());
            kept = accepted.keep(by, list, way, replaces, ListDiff.between(before, next), fetchedAt);
        } catch (Problem away) {
            throw new ListRefused(Why.NOT_STORED, "verified, but not kept: " + away.getMessage(), away);
        }
        switch (kept) {
            case KEPT -> putInForce(next);
            case OLDER ->
                throw new ListRefused(Why.ROLLBACK, "a list made after " + next.generatedAt() + " was accepted before");
            case OVERTAKEN ->
                throw new ListRefused(Why.NOT_STORED, "another node took a list meanwhile; it is looked at anew");
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
