package fr.vaguemestre.mailpostfix;

import fr.vaguemestre.api.messages.MailQueue;
import fr.vaguemestre.api.messages.QueuedMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The queue of Postfix, by the one program that may ask for it; never by a shell. */
@Component(configurationPid = "fr.vaguemestre.mailpostfix")
public final class PostfixQueue implements MailQueue {
    private static final int FIELDS = 7;
    private static final String HELD = "hold";
    private static final String QUARANTINE = "quarantine";
    private static final Pattern STATUS = Pattern.compile("\\b([45]\\.\\d{1,3}\\.\\d{1,3})\\b");

    private final QueueProgram program;
    private final Correspondents correspondents;

    /** Asks by the configured program. */
    @Activate
    public PostfixQueue(@Reference MailDoors doors, MailPostfixConfig config) {
        this(config.queue(), doors.correspondents());
    }

    PostfixQueue(String program, Correspondents correspondents) {
        this.program = new QueueProgram(program);
        this.correspondents = correspondents;
    }

    @Override
    public List<QueuedMessage> all() {
        var messages = new LinkedHashMap<String, QueuedMessage>();
        for (String line : program.run("list").lines().toList()) {
            read(line).ifPresent(read -> messages.merge(read.id(), read, PostfixQueue::joined));
        }
        return messages.values().stream()
                .sorted(Comparator.comparing(QueuedMessage::arrivedAt).thenComparing(QueuedMessage::id))
                .toList();
    }

    @Override
    public void retry(QueuedMessage message) {
        String id = QueueProgram.id(message.id());
        message.recipients().stream()
                .map(recipient -> Correspondents.domain(recipient.address()))
                .distinct()
                .forEach(correspondents::forget);
        program.run("retry", id);
    }

    /** One recipient of one message: id, queue, arrival, size, sender, recipient, reason. */
    private Optional<QueuedMessage> read(String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length != FIELDS || !QueueProgram.isId(fields[0])) {
            return Optional.empty();
        }
        String reason = PeerWords.told(fields[6], correspondents.trouble(Correspondents.domain(fields[5])));
        return Optional.of(new QueuedMessage(
                fields[0],
                fields[1],
                Instant.ofEpochSecond(Long.parseLong(fields[2])),
                Long.parseLong(fields[3]),
                fields[4],
                List.of(new QueuedMessage.Recipient(
                        fields[5], fields[1].equals(HELD) ? QUARANTINE : cause(reason), reason))));
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
}
