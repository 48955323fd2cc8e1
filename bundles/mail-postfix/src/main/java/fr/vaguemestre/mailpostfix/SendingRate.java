package fr.vaguemestre.mailpostfix;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * To how many recipients each mailbox of ours wrote within the last hour, minute by minute, and whether it may write to more. A
 * stolen password or a program that went wild is stopped so, before other operators hold it against all of us. Each node counts
 * for itself, in memory: a restart begins anew.
 */
final class SendingRate {
    /** How far back is counted. */
    static final Duration WINDOW = Duration.ofHours(1);

    private static final Duration SLOT = Duration.ofMinutes(1);

    private final Clock clock;
    private final int usual;
    private final Map<String, Integer> own;
    private final Map<String, Sent> mailboxes = new HashMap<>();
    private Instant tidied = Instant.MIN;

    private record Slot(Instant from, int recipients) {}

    /** What one mailbox did. */
    private static final class Sent {
        private final Deque<Slot> slots = new ArrayDeque<>();
        private Instant stopped = Instant.MIN;

        private int total() {
            return slots.stream().mapToInt(Slot::recipients).sum();
        }

        /** Forgets what is too old, and what a clock that was set back since would keep for too long. */
        private void tidy(Instant now) {
            slots.removeIf(slot ->
                    !slot.from().plus(WINDOW).isAfter(now) || slot.from().isAfter(now));
        }

        private boolean isStopped(Instant now) {
            return stopped.isAfter(now.minus(WINDOW)) && !stopped.isAfter(now);
        }
    }

    /**
     * Counts by that clock.
     *
     * @param usual recipients within an hour; 0 sets no limit
     * @param own the same for mailboxes that have a limit of their own, by address in lower case
     */
    SendingRate(Clock clock, int usual, Map<String, Integer> own) {
        this.clock = clock;
        this.usual = usual;
        this.own = Map.copyOf(own);
    }

    /** Limits of their own as the configuration has them: {@code address=number}, with commas in between. */
    static Map<String, Integer> own(String setting) {
        var limits = new HashMap<String, Integer>();
        for (String one : setting.split(",", -1)) {
            if (!one.isBlank()) {
                int equals = one.indexOf('=');
                if (equals < 0 || !one.substring(equals + 1).strip().matches("\\d{1,9}")) {
                    throw new IllegalArgumentException("ownRecipientsPerHour: not address=number: " + one.strip());
                }
                limits.put(
                        one.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                        Integer.valueOf(one.substring(equals + 1).strip()));
            }
        }
        return limits;
    }

    /** Recipients that the mailbox may write to within an hour; 0 where there is no limit. */
    int limit(String mailbox) {
        return own.getOrDefault(mailbox.toLowerCase(Locale.ROOT), usual);
    }

    /** Counts so many recipients more, if the mailbox may write to them; whoever is refused is not counted. */
    synchronized boolean take(String mailbox, int recipients) {
        int limit = limit(mailbox);
        if (limit == 0) {
            return true;
        }
        Instant now = clock.instant();
        tidy(now);
        Sent sent = mailboxes.computeIfAbsent(mailbox.toLowerCase(Locale.ROOT), none -> new Sent());
        sent.tidy(now);
        if (sent.total() + recipients > limit) {
            sent.stopped = now;
            return false;
        }
        Instant from = Instant.ofEpochSecond(now.getEpochSecond() / SLOT.toSeconds() * SLOT.toSeconds());
        Slot last = sent.slots.peekLast();
        if (last != null && last.from().equals(from)) {
            sent.slots.removeLast();
            sent.slots.addLast(new Slot(from, last.recipients() + recipients));
        } else {
            sent.slots.addLast(new Slot(from, recipients));
        }
        return true;
    }

    /** How many mailboxes were stopped within the last hour. */
    synchronized long stopped() {
        Instant now = clock.instant();
        return mailboxes.values().stream().filter(sent -> sent.isStopped(now)).count();
    }

    /** Once in a while, so that who wrote once is not kept for ever. */
    private void tidy(Instant now) {
        if (tidied.isAfter(now.minus(SLOT)) && !tidied.isAfter(now)) {
            return;
        }
        tidied = now;
        mailboxes.values().forEach(sent -> sent.tidy(now));
        mailboxes.values().removeIf(sent -> sent.slots.isEmpty() && !sent.isStopped(now));
    }
}
