package fr.vaguemestre.annuaire;

import fr.vaguemestre.annuaire.PublicationRepository.Waiting;
import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.annuaire.DepositAnswer;
import fr.vaguemestre.api.bal.Bal;
import fr.vaguemestre.api.bal.BalState;
import fr.vaguemestre.api.bal.Holder;
import fr.vaguemestre.api.bal.Publication.State;
import fr.vaguemestre.api.event.DomainEvent;
import fr.vaguemestre.api.store.Act;
import fr.vaguemestre.api.store.Scope;
import fr.vaguemestre.api.store.UnitOfWork;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.persistence.EntityManagerFactory;

/** The publications and their rules: what a change of a mailbox asks for, what an answer of the directory means. */
final class PublicationBook {
    /** More than two answers of the directory may take. */
    private static final Duration LEASE = Duration.ofSeconds(45);

    private static final int LONGEST_DETAIL = 500;

    private final UnitOfWork work;
    private final EntityManagerFactory tables;
    private final Clock clock;
    private final Duration longestWait;

    PublicationBook(UnitOfWork work, EntityManagerFactory tables, Clock clock, Duration longestWait) {
        this.work = work;
        this.tables = tables;
        this.clock = clock;
        this.longestWait = longestWait;
    }

    /** The appliance at work in a tenant. */
    static Caller system(String tenant) {
        return Caller.system(tenant, UUID.randomUUID().toString());
    }

    /** Name of a publication in the audit trail, apart from its mailbox's. */
    static String object(String address) {
        return "publication/" + address;
    }

    private static Caller everywhere() {
        return Caller.operator("annuaire", UUID.randomUUID().toString());
    }

    /** Notes what the directory shall show of a mailbox as it is now; does nothing when that is known already. */
    void want(String tenant, Bal bal) {
        boolean wanted = isShown(bal);
        work.write(
                system(tenant),
                tables,
                new Act("annuaire.want", object(bal.address()), wanted ? "publish" : "withdraw"),
                scope -> {
                    Optional<PublicationRow> known = PublicationRepository.lock(scope, bal.address());
                    if (known.isEmpty() && wanted) {
                        PublicationRepository.insert(scope, fresh(tenant, bal));
                    }
                    known.filter(row -> row.version() < bal.version())
                            .ifPresent(row -> change(scope, row, bal, wanted));
                    return wanted;
                });
    }

    /** Those to be tried now. */
    List<PublicationRow> due(int atMost) {
        return work.readAll(everywhere(), tables, scope -> PublicationRepository.due(scope, clock.instant(), atMost));
    }

    /** Those of these addresses that wait for a report. */
    List<PublicationRow> deposited(List<String> addresses) {
        return work.readAll(everywhere(), tables, scope -> PublicationRepository.deposited(scope, addresses));
    }

    /** What waits. */
    Waiting waiting() {
        return work.readAll(everywhere(), tables, PublicationRepository::waiting);
    }

    /** Takes one for an attempt, committed before the directory hears of it; false where another node was first. */
    boolean claim(PublicationRow row) {
        Instant now = clock.instant();
        return work.write(
                system(row.tenant()),
                tables,
                new Act(
                        "annuaire.deposit",
                        object(row.address()),
                        (row.wanted() ? "publish " : "withdraw ") + row.version()),
                scope -> PublicationRepository.claim(scope, row, now, now.plus(LEASE)));
    }

    /** Puts one back untried: its mailbox has changed meanwhile. */
    void putBack(PublicationRow row, Bal bal) {
        Act act = new Act("annuaire.want", object(row.address()), "changed meanwhile");
        work.write(system(row.tenant()), tables, act, scope -> {
            PublicationRepository.release(scope, row.id(), clock.instant());
            return row;
        });
        want(row.tenant(), bal);
    }

    /** Keeps what the directory said; a mailbox that changed meanwhile is told again. */
    void settle(PublicationRow attempted, DepositAnswer answer) {
        Act act = new Act("annuaire.answer", object(attempted.address()), answer.verdict() + " " + answer.code());
        work.write(system(attempted.tenant()), tables, act, scope -> {
            PublicationRepository.lock(scope, attempted.id()).ifPresent(row -> {
                if (row.version() == attempted.version()) {
                    answered(scope, row, answer);
                } else {
                    PublicationRepository.release(scope, row.id(), clock.instant());
                }
            });
            return answer;
        });
    }

    /** Puts one back to be tried now, as somebody asked for. */
    PublicationRow again(Scope scope, PublicationRow row) {
        State state = row.wanted() && row.state() != State.ACCEPTEE ? State.A_PUBLIER : State.ACCEPTEE;
        PublicationRow again = next(row, state, "", "", 0, Optional.of(clock.instant()));
        PublicationRepository.update(scope, again);
        tell(scope, again);
        return again;
    }

    /** Whether the directory holds what is wanted, or will report by itself. */
    static boolean isAtRest(PublicationRow row) {
        return row.due().isEmpty() && row.state() != State.REFUSEE && row.state() != State.A_CORRIGER;
    }

    private static boolean isShown(Bal bal) {
        return !bal.listeRouge() && bal.state() != BalState.FERMEE && bal.state() != BalState.PURGEE;
    }

    private PublicationRow fresh(String tenant, Bal bal) {
        Instant now = clock.instant();
        return new PublicationRow(
                UUID.randomUUID(),
                tenant,
                bal.address(),
                bal.domain(),
                bal.version(),
                content(bal),
                true,
                State.A_PUBLIER,
                Optional.empty(),
                Optional.empty(),
                false,
                0,
                Optional.of(now),
                now,
                1);
    }

    private void change(Scope scope, PublicationRow row, Bal bal, boolean wanted) {
        String content = content(bal);
        boolean same = wanted == row.wanted() && content.equals(row.content());
        boolean never = !wanted && !row.reached();
        State state =
                never ? State.NON_PUBLIABLE : wanted && row.state() != State.ACCEPTEE ? State.A_PUBLIER : row.state();
        PublicationRow changed = new PublicationRow(
                row.id(),
                row.tenant(),
                row.address(),
                row.domain(),
                bal.version(),
                content,
                wanted,
                same ? row.state() : state,
                same ? row.code() : Optional.empty(),
                same ? row.detail() : Optional.empty(),
                row.reached(),
                same ? row.attempts() : 0,
                same ? row.due() : never ? Optional.empty() : Optional.of(clock.instant()),
                same ? row.at() : clock.instant(),
                row.revision() + (same ? 0 : 1));
        PublicationRepository.update(scope, changed);
        if (changed.state() != row.state()) {
            tell(scope, changed);
        }
    }

    private void answered(Scope scope, PublicationRow row, DepositAnswer answer) {
        Optional<Instant> none = Optional.empty();
        PublicationRow next =
                switch (answer.verdict()) {
                    case ACCEPTED -> next(row, row.wanted() ? State.ACCEPTEE : State.RETIREE, answer, none);
                    case DEPOSITED -> next(row, State.DEPOSEE, answer, none);
                    case TO_CORRECT -> next(row, State.A_CORRIGER, answer, none);
                    case REFUSED -> next(row, State.REFUSEE, answer, none);
                    case LATER ->
                        next(
                                row,
                                row.state(),
                                answer,
                                Optional.of(clock.instant().plus(wait(row.attempts()))));
                };
        PublicationRepository.update(scope, next);
        boolean news = next.state() != row.state() || !next.code().equals(row.code());
        if (news) {
            PublicationRepository.addLine(scope, next);
            tell(scope, next);
        }
    }

    private PublicationRow next(PublicationRow row, State state, DepositAnswer answer, Optional<Instant> due) {
        return next(row, state, answer.code(), answer.detail(), row.attempts(), due);
    }

    private PublicationRow next(
            PublicationRow row, State state, String code, String detail, int attempts, Optional<Instant> due) {
        String words = detail.length() > LONGEST_DETAIL ? detail.substring(0, LONGEST_DETAIL) : detail;
        return new PublicationRow(
                row.id(),
                row.tenant(),
                row.address(),
                row.domain(),
                row.version(),
                row.content(),
                row.wanted(),
                state,
                given(code),
                given(words),
                // What was taken out is unknown to the directory again.
                state != State.RETIREE && row.reached(),
                attempts,
                due,
                clock.instant(),
                row.revision() + 1);
    }

    /** 2 s, 4 s, 8 s … up to the longest. */
    Duration wait(int attempts) {
        Duration wait = Duration.ofSeconds(1L << Math.max(1, Math.min(attempts, 20)));
        return wait.compareTo(longestWait) < 0 ? wait : longestWait;
    }

    private static void tell(Scope scope, PublicationRow row) {
        var facts = new HashMap<String, String>();
        facts.put("address", row.address());
        facts.put("domain", row.domain());
        facts.put("state", row.state().name());
        facts.put("revision", Long.toString(row.revision()));
        facts.put("at", row.at().toString());
        row.code().ifPresent(code -> facts.put("code", code));
        row.detail().ifPresent(detail -> facts.put("detail", detail));
        scope.publish(new DomainEvent("annuaire.publication-changed", facts));
    }

    private static Optional<String> given(String text) {
        return Optional.of(text.replace('\0', ' ').strip()).filter(words -> !words.isEmpty());
    }

    /** Digest of what the directory shows; a change of the quota changes nothing there. */
    static String content(Bal bal) {
        String shown = String.join(
                "\n",
                bal.type().name(),
                bal.displayName(),
                bal.description(),
                bal.service(),
                bal.responsible().orElse(""),
                bal.holder().map(Holder::toString).orElse(""));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(shown.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
