package fr.vaguemestre.doctor;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.User;
import fr.vaguemestre.api.access.UserService;
import fr.vaguemestre.api.cache.Cache;
import fr.vaguemestre.api.doctor.DoctorStep;
import fr.vaguemestre.api.doctor.StepKind;
import fr.vaguemestre.api.doctor.StepOwner;
import fr.vaguemestre.api.messages.TraceEntry;
import fr.vaguemestre.api.messages.TraceQuery;
import fr.vaguemestre.api.messages.TraceService;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.problem.Problem;
import fr.vaguemestre.api.webmail.MailAddress;
import fr.vaguemestre.api.webmail.MessageQuery;
import fr.vaguemestre.api.webmail.NewMessage;
import fr.vaguemestre.api.webmail.SentMessage;
import fr.vaguemestre.api.webmail.WebmailService;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A message to an address of another operator that answers by itself, and its answer. It is written by the account of one
 * mailbox that the operator set aside for it, through the same doors as any other mail: nobody's mailbox is opened for this.
 */
@Component(service = TestMessage.class, configurationPid = "fr.vaguemestre.doctor")
public final class TestMessage {
    private static final Logger log = LoggerFactory.getLogger(TestMessage.class);
    private static final long PAUSE_MILLIS = 1_000;
    private static final String TEXT =
            """
            Ceci est un message d'essai entre opérateurs MSSanté, envoyé par Vaguemestre. Il n'appelle aucune action.

            This is a test message between MSSanté operators, sent by Vaguemestre. Nothing needs to be done.
            """;

    private final Limits limits;
    private final Map<String, String> echoes = new HashMap<>();
    private final String mailbox;
    private final Duration patience;
    private final CountDownLatch stopping = new CountDownLatch(1);

    /** Whoever sends and reads mail at the moment. */
    @Reference
    volatile List<WebmailService> webmails = List.of();

    /** Whoever knows the account of the mailbox. */
    @Reference
    volatile List<UserService> accounts = List.of();

    /** Whoever knows what became of a message. */
    @Reference
    volatile List<TraceService> traces = List.of();

    /** Sends nothing yet. */
    @Activate
    public TestMessage(@Reference Cache cache, DoctorConfig config) {
        this.limits = new Limits(cache);
        this.mailbox = config.mailbox().strip().toLowerCase(Locale.ROOT);
        this.patience = Duration.ofSeconds(Math.clamp(config.answerSeconds(), 1, 20));
        String known = config.range().equals("on") ? config.range_echoes() : config.echoes();
        Stream.of(known.split(","))
                .map(address -> address.strip().toLowerCase(Locale.ROOT))
                .filter(address -> address.indexOf('@') > 0)
                .forEach(address -> echoes.put(address.substring(address.indexOf('@') + 1), address));
    }

    /** Waits for no answer any more. */
    @Deactivate
    public void stop() {
        stopping.countDown();
    }

    /** Sends one and waits for its answer, or tells why it does not. */
    DoctorStep tried(String domain, String correlationId) {
        Optional<String> echo = Optional.ofNullable(echoes.get(domain));
        if (echo.isEmpty()) {
            return notTried("no-echo", "");
        }
        try {
            Optional<WebmailService> webmail = webmails.stream().findFirst();
            Optional<Caller> writer = writer(correlationId);
            if (writer.isEmpty()) {
                return notTried("no-mailbox", mailbox);
            }
            if (webmail.isEmpty()) {
                return notTried("webmail-away", "");
            }
            return limits.mayWrite(domain)
                    ? thereAndBack(webmail.get(), writer.get(), echo.get())
                    : notTried("message-too-soon", "");
        } catch (Problem away) {
            return notTried("webmail-away", String.valueOf(away.getMessage()));
        }
    }

    /** The account that opens the mailbox set aside, looked for by its name; empty where none is set, or none opens it. */
    private Optional<Caller> writer(String correlationId) {
        if (mailbox.isEmpty()) {
            return Optional.empty();
        }
        Caller operator = Caller.operator("doctor", correlationId);
        var page = new PageRequest(PageRequest.MAX_LIMIT, Optional.empty(), Optional.of(mailbox), Optional.empty());
        return accounts.stream()
                .flatMap(service -> service.list(operator, page).items().stream())
                .filter(user -> user.active() && user.mailboxes().contains(mailbox))
                .findFirst()
                .map(user -> as(user, correlationId));
    }

    private Caller as(User user, String correlationId) {
        return new Caller(
                user.id(), user.username(), user.tenant(), user.roles(), Set.of(), Set.of(mailbox), correlationId);
    }

    private DoctorStep thereAndBack(WebmailService webmail, Caller writer, String echo) {
        String subject = "Vaguemestre " + UUID.randomUUID();
        SentMessage sent;
        try {
            sent = webmail.send(writer, mailbox, message(echo, subject));
        } catch (Invalid refused) {
            return Walk.failed(
                    StepKind.MESSAGE, "message-refused", StepOwner.US, refused.getMessage() + " " + refused.errors());
        }
        return isAnswered(webmail, writer, subject)
                ? Walk.passed(StepKind.MESSAGE, echo + " answered")
                : silence(writer, sent);
    }

    private static NewMessage message(String echo, String subject) {
        return new NewMessage(
                List.of(MailAddress.of(echo)),
                List.of(),
                List.of(),
                subject,
                TEXT,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty());
    }

    private boolean isAnswered(WebmailService webmail, Caller writer, String subject) {
        var query = new PageRequest(1, Optional.empty(), Optional.of(subject), Optional.empty());
        long end = System.nanoTime() + patience.toNanos();
        try {
            do {
                if (isThere(webmail, writer, query)) {
                    return true;
                }
            } while (System.nanoTime() < end && !stopping.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private boolean isThere(WebmailService webmail, Caller writer, PageRequest query) {
        try {
            return webmail.list(writer, mailbox, MessageQuery.of("INBOX"), query)
                            .total()
                    > 0;
        } catch (Problem away) {
            log.debug("the answer to a test message cannot be looked for at the moment", away);
            return false;
        }
    }

    /** Why no answer came, as far as our own trace tells. */
    private DoctorStep silence(Caller writer, SentMessage sent) {
        Optional<TraceEntry> last = delivery(Caller.operator("doctor", writer.correlationId()), sent.messageId());
        String detail = last.map(TraceEntry::detail).orElse("queue id " + sent.queueId());
        String cause = cause(last.map(TraceEntry::outcome).orElse(""));
        return Walk.failed(StepKind.MESSAGE, cause, Walk.whoseMessage(cause), detail);
    }

    private static String cause(String outcome) {
        return switch (outcome) {
            case "deferred" -> "message-deferred";
            case "bounced" -> "message-bounced";
            default -> "no-answer";
        };
    }

    private Optional<TraceEntry> delivery(Caller operator, String messageId) {
        var query = new TraceQuery(
                Optional.of(messageId),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        try {
            return traces.stream()
                    .flatMap(trace -> trace.search(operator, query, PageRequest.first()).items().stream())
                    .filter(step -> step.stage().equals("delivery"))
                    .findFirst();
        } catch (Problem away) {
            log.debug("the trace of a test message cannot be read at the moment", away);
            return Optional.empty();
        }
    }

    private static DoctorStep notTried(String cause, String detail) {
        return Walk.notTried(StepKind.MESSAGE, cause, detail);
    }
}
