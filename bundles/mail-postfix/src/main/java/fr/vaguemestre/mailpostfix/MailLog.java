package fr.vaguemestre.mailpostfix;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.confiance.PeerVerdict;
import fr.vaguemestre.api.messages.Evidence;
import fr.vaguemestre.api.messages.TraceEntry;
import fr.vaguemestre.api.messages.TraceLog;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reads deliveries, bounces, deferrals and refusals from Postfix's mail log. */
@Component(service = TraceLog.class, configurationPid = "fr.vaguemestre.mailpostfix")
public final class MailLog implements TraceLog {
    private static final int MOST_MESSAGES = 20_000;
    private static final Pattern HEAD =
            Pattern.compile("(\\w{3} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d) \\S+ (postfix\\S*)\\[\\d+]: (.*)");
    private static final Pattern MESSAGE_ID = Pattern.compile("(\\w+): message-id=(.*)");
    private static final Pattern QUEUED = Pattern.compile("(\\w+): from=<([^>]*)>, size=(\\d{1,15}), nrcpt=\\d+.*");
    private static final Pattern DELIVERY = Pattern.compile(
            "(\\w+): to=<([^>]*)>,(?: orig_to=<[^>]*>,)? relay=([^,]*),.* dsn=([\\d.]+), status=(\\w+) \\((.*)\\)");
    private static final Pattern REJECTED = Pattern.compile(
            "NOQUEUE: reject: \\w+ from ([^:]*): (\\d{3}) (?:(\\d\\.\\d+\\.\\d+) )?(.*?); from=<([^>]*)>(?: to=<([^>]*)>)?.*");
    private static final Pattern FILTERED = Pattern.compile(
            "(\\w+): milter-reject: \\S+ from (\\S+): (?:\\d{3} )?([45]\\.\\d+\\.\\d+) (.*?); from=<([^>]*)>(?: to=<([^>]*)>)?.*");
    private static final Pattern HELD =
            Pattern.compile("(\\w+): milter-hold: \\S+ from (\\S+): .*?; from=<([^>]*)>(?: to=<([^>]*)>)?.*");
    private static final Pattern GIVEN_UP =
            Pattern.compile("(\\w+): from=<([^>]*)>, status=expired, returned to sender");
    private static final Pattern REMOVED = Pattern.compile("(\\w+): removed");
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy MMM d HH:mm:ss", Locale.ENGLISH);

    private final Path file;
    private final Path found;
    private final Clock clock;
    private final Function<String, Optional<PeerVerdict>> peers;
    private final Map<String, Message> messages = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Message> eldest) {
            return size() > MOST_MESSAGES;
        }
    };

    private record Message(Optional<String> id, Optional<String> sender, Optional<Long> size) {
        static final Message UNKNOWN = new Message(Optional.empty(), Optional.empty(), Optional.empty());

        Message queued(String from, String octets) {
            return new Message(id, some(from), Optional.of(Long.valueOf(octets)));
        }
    }

    /** Reads the configured file. */
    @Activate
    public MailLog(@Reference Clock clock, @Reference MailDoors doors, MailPostfixConfig config) {
        this(clock, doors.correspondents()::trouble, config);
    }

    MailLog(Clock clock, Function<String, Optional<PeerVerdict>> peers, MailPostfixConfig config) {
        this.clock = clock;
        this.peers = peers;
        this.file = Path.of(config.mailLog());
        this.found = Path.of(config.found());
    }

    @Override
    public Path file() {
        return file;
    }

    @Override
    public List<TraceEntry> read(String line) {
        Matcher head = HEAD.matcher(line);
        if (!head.matches()) {
            return List.of();
        }
        String words = head.group(3);
        return learned(words) ? List.of() : told(at(head.group(1)), words);
    }

    /** Whether the line only tells more of a message that others will tell of. */
    private boolean learned(String words) {
        Matcher id = MESSAGE_ID.matcher(words);
        if (id.matches()) {
            Message known = messages.getOrDefault(id.group(1), Message.UNKNOWN);
            messages.put(id.group(1), new Message(some(id.group(2)), known.sender(), known.size()));
            return true;
        }
        Matcher queued = QUEUED.matcher(words);
        if (queued.matches()) {
            Message known = messages.getOrDefault(queued.group(1), Message.UNKNOWN);
            messages.put(queued.group(1), known.queued(queued.group(2), queued.group(3)));
            return true;
        }
        Matcher removed = REMOVED.matcher(words);
        if (removed.matches()) {
            messages.remove(removed.group(1));
            return true;
        }
        return false;
    }

    private List<TraceEntry> told(Instant at, String words) {
        Matcher delivery = DELIVERY.matcher(words);
        if (delivery.matches()) {
            return List.of(delivered(at, delivery));
        }
        Matcher givenUp = GIVEN_UP.matcher(words);
        if (givenUp.matches()) {
            return List.of(givenUp(at, givenUp));
        }
        Matcher filtered = FILTERED.matcher(words);
        if (filtered.matches()) {
            return List.of(filtered(at, filtered));
        }
        Matcher held = HELD.matcher(words);
        if (held.matches()) {
            return held(at, held);
        }
        Matcher rejected = REJECTED.matcher(words);
        // What bears our mark was traced by the policy, with the true cause.
        return rejected.matches() && !words.contains(Words.MARK) ? List.of(rejected(at, rejected)) : List.of();
    }

    private TraceEntry delivered(Instant at, Matcher found) {
        Message message = messages.getOrDefault(found.group(1), Message.UNKNOWN);
        String detail = PeerWords.told(found.group(6), peers.apply(Correspondents.domain(found.group(2))));
        return new TraceEntry(
                at,
                Caller.PLATFORM,
                "delivery",
                switch (found.group(5)) {
                    case "sent" -> "delivered";
                    case "deferred" -> "deferred";
                    default -> "bounced";
                },
                PeerWords.cause(detail).orElse(found.group(4)),
                detail,
                found.group(3),
                message.sender(),
                some(found.group(2)),
                message.id(),
                Optional.of(found.group(1)),
                message.size());
    }

    private TraceEntry givenUp(Instant at, Matcher found) {
        return new TraceEntry(
                at,
                Caller.PLATFORM,
                "queue",
                "bounced",
                "expired-in-queue",
                "not delivered for too long: returned to its sender",
                "",
                some(found.group(2)),
                Optional.empty(),
                messages.getOrDefault(found.group(1), Message.UNKNOWN).id(),
                Optional.of(found.group(1)));
    }

    /** The filter's no, in its own words; or Postfix's, where the filter does not answer. */
    private TraceEntry filtered(Instant at, Matcher found) {
        boolean later = found.group(3).startsWith("4");
        String queueId = found.group(1);
        Optional<Message> message = Optional.ofNullable(messages.remove(queueId));
        return new TraceEntry(
                at,
                Caller.PLATFORM,
                "filter",
                later ? "deferred" : "refused",
                PeerWords.cause(found.group(4)).orElse(later ? "filter-away" : "filtered"),
                found.group(4),
                found.group(2),
                some(found.group(5)),
                some(Optional.ofNullable(found.group(6)).orElse("")),
                message.flatMap(Message::id),
                some(queueId).filter(id -> !id.equals("NOQUEUE")));
    }

    /** One step for each recipient: whose structure sees it. */
    private List<TraceEntry> held(Instant at, Matcher of) {
        String queueId = of.group(1);
        Optional<String> id = messages.getOrDefault(queueId, Message.UNKNOWN).id();
        Optional<Found> known = Found.in(found, queueId);
        List<Optional<String>> recipients = known.map(Found::recipients).filter(some -> !some.isEmpty()).stream()
                .flatMap(List::stream)
                .map(MailLog::some)
                .toList();
        String detail = known.map(one -> one.evidence().told()).orElse("held by the filter");
        String cause = known.map(one -> one.evidence().reason())
                .filter(reason -> !reason.isEmpty())
                .orElse(Evidence.MALWARE);
        return (recipients.isEmpty()
                        ? List.of(some(Optional.ofNullable(of.group(4)).orElse("")))
                        : recipients)
                .stream()
                        .map(recipient -> new TraceEntry(
                                at,
                                Caller.PLATFORM,
                                "quarantine",
                                "held",
                                cause,
                                detail,
                                of.group(2),
                                some(of.group(3)),
                                recipient,
                                id,
                                Optional.of(queueId)))
                        .toList();
    }

    private static TraceEntry rejected(Instant at, Matcher found) {
        String status = found.group(3) == null ? found.group(2) : found.group(3);
        return new TraceEntry(
                at,
                Caller.PLATFORM,
                "queue",
                found.group(2).startsWith("4") ? "deferred" : "refused",
                status,
                found.group(4),
                found.group(1),
                some(found.group(5)),
                some(Optional.ofNullable(found.group(6)).orElse("")),
                Optional.empty(),
                Optional.empty());
    }

    /** The log tells no year: the last time that this moment came. */
    private Instant at(String stamp) {
        Instant now = clock.instant();
        ZoneId zone = ZoneId.systemDefault();
        int year = now.atZone(zone).getYear();
        for (int tried = year; tried > year - 5; tried--) {
            try {
                Instant at = LocalDateTime.parse(tried + " " + stamp.replace("  ", " "), STAMP)
                        .atZone(zone)
                        .toInstant();
                if (at.isBefore(now.plus(Duration.ofDays(1)))) {
                    return at;
                }
            } catch (DateTimeParseException notInThatYear) {
                // 29 February of a year without one: an earlier year has it.
            }
        }
        return now;
    }

    private static Optional<String> some(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
