package fr.vaguemestre.mailpostfix;

import fr.vaguemestre.api.messages.HeldMail;
import fr.vaguemestre.api.messages.HeldMessage;
import fr.vaguemestre.api.problem.Unavailable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hold queue of Postfix, where the filter puts what carries malware or is spam; never the content of a message. */
@Component(configurationPid = "fr.vaguemestre.mailpostfix")
public final class PostfixHeld implements HeldMail {
    private static final Logger log = LoggerFactory.getLogger(PostfixHeld.class);
    private static final int FIELDS = 9;

    private final QueueProgram queue;
    private final QueueProgram quarantine;

    /** Asks by the configured programs. */
    @Activate
    public PostfixHeld(MailPostfixConfig config) {
        this.queue = new QueueProgram(config.queue());
        this.quarantine = new QueueProgram(config.quarantine());
    }

    @Override
    public List<HeldMessage> all() {
        var messages = new LinkedHashMap<String, HeldMessage>();
        for (String line : queue.run("held").lines().toList()) {
            read(line).ifPresent(read -> messages.merge(read.id(), read, PostfixHeld::joined));
        }
        return messages.values().stream()
                .sorted(Comparator.comparing(HeldMessage::heldAt).thenComparing(HeldMessage::id))
                .toList();
    }

    @Override
    public void release(HeldMessage message) {
        String id = QueueProgram.id(message.id());
        quarantine.run("release", id);
        try {
            queue.run("retry", id);
        } catch (Unavailable later) {
            log.info("The released message {} leaves with the next run of the queue: {}", id, later.getMessage());
        }
    }

    @Override
    public void delete(HeldMessage message) {
        quarantine.run("delete", QueueProgram.id(message.id()));
    }

    /** One recipient of one message: id, queue, arrival, size, sender, recipient, reason, what was found, sha256. */
    private static Optional<HeldMessage> read(String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length != FIELDS || !QueueProgram.isId(fields[0])) {
            return Optional.empty();
        }
        return Optional.of(new HeldMessage(
                fields[0],
                Instant.ofEpochSecond(Long.parseLong(fields[2])),
                Long.parseLong(fields[3]),
                fields[4],
                List.of(fields[5]),
                Found.evidence(fields[7], fields[8])));
    }

    private static HeldMessage joined(HeldMessage one, HeldMessage other) {
        var recipients = new ArrayList<>(one.recipients());
        recipients.addAll(other.recipients());
        return new HeldMessage(one.id(), one.heldAt(), one.size(), one.sender(), recipients, one.evidence());
    }
}
