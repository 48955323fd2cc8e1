package fr.vaguemestre.annuaire;

import fr.vaguemestre.api.annuaire.Deposit;
import fr.vaguemestre.api.annuaire.DepositAnswer;
import fr.vaguemestre.api.annuaire.DepositAnswer.Verdict;
import fr.vaguemestre.api.annuaire.DirectoryPublisher;
import fr.vaguemestre.api.bal.Bal;
import fr.vaguemestre.api.bal.BalService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the directory what waits, one publication after the other, on a thread of its own. An attempt is noted before the
 * directory hears of it, so that after a crash it is known that the directory may have heard. While the directory is away
 * one attempt is made per round, and rounds come ever more seldom.
 */
final class PublicationWorker {
    private static final Logger LOG = LoggerFactory.getLogger(PublicationWorker.class);
    private static final Duration ROUND = Duration.ofSeconds(2);
    private static final int AT_ONCE = 50;

    private final PublicationBook book;
    private final BalService mailboxes;
    private final Supplier<Optional<DirectoryPublisher>> publisher;
    private final Clock clock;
    private final Duration reportsEvery;
    private final Thread thread;
    private boolean running = true;
    private boolean called;
    private int failures;
    private Instant notBefore = Instant.MIN;
    private Instant reportsDue = Instant.MIN;

    PublicationWorker(
            PublicationBook book,
            BalService mailboxes,
            Supplier<Optional<DirectoryPublisher>> publisher,
            Clock clock,
            Duration reportsEvery) {
        this.book = book;
        this.mailboxes = mailboxes;
        this.publisher = publisher;
        this.clock = clock;
        this.reportsEvery = reportsEvery;
        this.thread = Thread.ofPlatform().daemon().name("annuaire-publication").unstarted(this::run);
    }

    PublicationWorker start() {
        thread.start();
        return this;
    }

    /** Something waits: look now. */
    synchronized void call() {
        called = true;
        notifyAll();
    }

    /** Somebody asked for it: also while the directory seems to be away. */
    synchronized void insist() {
        notBefore = Instant.MIN;
        call();
    }

    /** How often in a row the directory did not answer. */
    synchronized int failures() {
        return failures;
    }

    void stop() throws InterruptedException {
        synchronized (this) {
            running = false;
            notifyAll();
        }
        thread.join(Duration.ofSeconds(15));
    }

    private void run() {
        while (rest()) {
            try {
                round();
            } catch (RuntimeException unexpected) {
                LOG.warn("publications wait: {}", unexpected.getMessage());
                LOG.debug("cause", unexpected);
            }
        }
    }

    /** Waits for the next round; false at the end. */
    private synchronized boolean rest() {
        try {
            long end = System.nanoTime() + ROUND.toNanos();
            while (running && !called && System.nanoTime() < end) {
                wait(ROUND.toMillis());
            }
            called = false;
            return running;
        } catch (InterruptedException stop) {
            return false;
        }
    }

    private synchronized boolean isOpen(Instant now) {
        // A moment far ahead is one of a clock that was set back.
        return running && (!notBefore.isAfter(now) || notBefore.isAfter(now.plus(Duration.ofDays(1))));
    }

    /** What is due, until nothing is or the directory is away. */
    void round() {
        Optional<DirectoryPublisher> present = publisher.get();
        if (present.isEmpty() || !isOpen(clock.instant())) {
            return;
        }
        readReports(present.get());
        List<PublicationRow> due = book.due(AT_ONCE);
        for (PublicationRow row : due) {
            if (!isOpen(clock.instant()) || !attempt(present.get(), row)) {
                return;
            }
        }
        if (due.size() == AT_ONCE) {
            call();
        }
    }

    private boolean attempt(DirectoryPublisher directory, PublicationRow row) {
        Bal bal = mailboxes.get(PublicationBook.system(row.tenant()), row.address());
        if (bal.version() != row.version()) {
            book.putBack(row, bal);
            return true;
        }
        if (!book.claim(row)) {
            return true;
        }
        DepositAnswer answer = ask(directory, new Deposit(row.key(), row.wanted(), bal, row.tenant(), row.reached()));
        book.settle(row, answer);
        return counted(answer);
    }

    private static DepositAnswer ask(DirectoryPublisher directory, Deposit deposit) {
        try {
            return directory.deposit(deposit);
        } catch (RuntimeException failed) {
            LOG.warn("{} could not tell of {}", directory.name(), deposit.key(), failed);
            return new DepositAnswer(deposit.key(), Verdict.LATER, "unavailable", String.valueOf(failed.getMessage()));
        }
    }

    private synchronized boolean counted(DepositAnswer answer) {
        if (answer.verdict() != Verdict.LATER) {
            failures = 0;
            return true;
        }
        failures++;
        notBefore = clock.instant().plus(book.wait(failures));
        LOG.info("the directory is asked again at {}: {} {}", notBefore, answer.code(), answer.detail());
        return false;
    }

    private void readReports(DirectoryPublisher directory) {
        Instant now = clock.instant();
        if (reportsDue.isAfter(now) && !reportsDue.isAfter(now.plus(reportsEvery))) {
            return;
        }
        reportsDue = now.plus(reportsEvery);
        List<DepositAnswer> reports = directory.reports();
        for (DepositAnswer report : reports) {
            String address = report.key().substring(0, Math.max(0, report.key().lastIndexOf(';')));
            book.deposited(List.of(address)).stream()
                    .filter(row -> row.key().equals(report.key()))
                    .forEach(row -> book.settle(row, report));
        }
    }
}
