package fr.vaguemestre.mailpostfix;

import fr.vaguemestre.api.messages.MailQueue;
import fr.vaguemestre.api.messages.QueuedMessage;
import fr.vaguemestre.api.problem.Unavailable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The queue of Postfix, by the one program that may ask for it; never by a shell. */
@Component(configurationPid = "fr.vaguemestre.mailpostfix")
public final class PostfixQueue implements MailQueue {
    private static final Duration AT_MOST = Duration.ofSeconds(20);
    private static final int LARGEST = 64 << 20;
    private static final int FIELDS = 7;
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z]{6,30}");
    private static final Pattern STATUS = Pattern.compile("\\b([45]\\.\\d{1,3}\\.\\d{1,3})\\b");

    private final String program;
    private final Correspondents correspondents;

    /** Asks by the configured program. */
    @Activate
    public PostfixQueue(@Reference MailDoors doors, MailPostfixConfig config) {
        this(config.queue(), doors.correspondents());
    }

    PostfixQueue(String program, Correspondents correspondents) {
        this.program = program;
        this.correspondents = correspondents;
    }

    @Override
    public List<QueuedMessage> all() {
        var messages = new LinkedHashMap<String, QueuedMessage>();
        for (String line : run(List.of(program, "list")).lines().toList()) {
            read(line).ifPresent(read -> messages.merge(read.id(), read, PostfixQueue::joined));
        }
        return messages.values().stream()
                .sorted(Comparator.comparing(QueuedMessage::arrivedAt).thenComparing(QueuedMessage::id))
                .toList();
    }

    @Override
    public void retry(QueuedMessage message) {
        if (!ID.matcher(message.id()).matches()) {
            throw new IllegalArgumentException("no queue id: " + message.id());
        }
        message.recipients().stream()
                .map(recipient -> Correspondents.domain(recipient.address()))
                .distinct()
                .forEach(correspondents::forget);
        run(List.of(program, "retry", message.id()));
    }

    /** One recipient of one message: id, queue, arrival, size, sender, recipient, reason. */
    private Optional<QueuedMessage> read(String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length != FIELDS || !ID.matcher(fields[0]).matches()) {
            return Optional.empty();
        }
        String reason = PeerWords.told(fields[6], correspondents.trouble(Correspondents.domain(fields[5])));
        return Optional.of(new QueuedMessage(
                fields[0],
                fields[1],
                Instant.ofEpochSecond(Long.parseLong(fields[2])),
                Long.parseLong(fields[3]),
                fields[4],
                List.of(new QueuedMessage.Recipient(fields[5], cause(reason), reason))));
    }

    private static String cause(String reason) {
        var status = STATUS.matcher(reason);
        return PeerWords.cause(reason)
                .or(() -> Optional.of(status.find() ? status.group(1) : ""))
                .get();
    }

    private static QueuedMessage joined(QueuedMessage one, QueuedMessage other) {
        var recipients = new ArrayList<>(one.recipients());
        recipients.addAll(other.recipients());
        return new QueuedMessage(one.id(), one.queue(), one.arrivedAt(), one.size(), one.sender(), recipients);
    }

    private static String run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                    .start();
            Thread.ofVirtual().name("postfix-queue-end").start(() -> ended(process));
            try (var said = process.getInputStream()) {
                String words = new String(said.readNBytes(LARGEST), StandardCharsets.UTF_8);
                if (process.waitFor() != 0) {
                    throw new Unavailable(
                            "messages.queue-unavailable", "the mail server's queue cannot be asked: " + words.strip());
                }
                return words;
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException away) {
            throw new Unavailable("messages.queue-unavailable", "the mail server's queue cannot be asked", away);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new Unavailable("messages.queue-unavailable", "stopping", stopping);
        }
    }

    /** One that hangs is ended, which ends the reading of its words too. */
    private static void ended(Process process) {
        try {
            if (!process.waitFor(AT_MOST.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopping) {
            process.destroyForcibly();
        }
    }
}
