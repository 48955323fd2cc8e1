package fr.vaguemestre.webmail.rest;

import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.webmail.Attachment;
import fr.vaguemestre.api.webmail.MailAddress;
import fr.vaguemestre.api.webmail.MailMessage;
import fr.vaguemestre.api.webmail.MessageChange;
import fr.vaguemestre.api.webmail.MessageFlag;
import fr.vaguemestre.api.webmail.MessageSummary;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** How messages look in JSON: flags as lower-case words, everything else as in the service. */
final class MessageBodies {
    private MessageBodies() {}

    /** A message in a list. */
    record Summary(
            String id,
            String folder,
            Optional<MailAddress> from,
            List<MailAddress> to,
            String subject,
            Instant receivedAt,
            Optional<Instant> sentAt,
            long sizeBytes,
            List<String> flags,
            boolean hasAttachments) {
        static Summary of(MessageSummary message) {
            return new Summary(
                    message.id(),
                    message.folder(),
                    message.from(),
                    message.to(),
                    message.subject(),
                    message.receivedAt(),
                    message.sentAt(),
                    message.sizeBytes(),
                    words(message.flags()),
                    message.attachments());
        }
    }

    /** A message, opened. */
    record Opened(
            String id,
            String folder,
            Optional<MailAddress> from,
            List<MailAddress> to,
            List<MailAddress> cc,
            List<MailAddress> bcc,
            List<MailAddress> replyTo,
            String subject,
            Instant receivedAt,
            Optional<Instant> sentAt,
            long sizeBytes,
            List<String> flags,
            Optional<String> messageId,
            Optional<String> inReplyTo,
            String text,
            Optional<String> html,
            List<Attachment> attachments,
            Optional<MailAddress> mdnTo,
            boolean closesExchange) {
        static Opened of(MailMessage message) {
            MessageSummary summary = message.summary();
            return new Opened(
                    summary.id(),
                    summary.folder(),
                    summary.from(),
                    summary.to(),
                    message.cc(),
                    message.bcc(),
                    message.replyTo(),
                    summary.subject(),
                    summary.receivedAt(),
                    summary.sentAt(),
                    summary.sizeBytes(),
                    words(summary.flags()),
                    message.messageId(),
                    message.inReplyTo(),
                    message.text(),
                    message.html(),
                    message.attachments(),
                    message.mdnTo(),
                    message.closesExchange());
        }
    }

    /**
     * Body of {@code PATCH}: all the flags that it shall have, or some to add and to take off; a folder to move to.
     *
     * @param flags all the flags that it shall have, of {@code seen answered flagged draft forwarded}
     */
    record Change(
            Optional<List<String>> flags, List<String> addFlags, List<String> removeFlags, Optional<String> folder) {
        MessageChange toChange(Supplier<Set<MessageFlag>> now) {
            Set<MessageFlag> add = named(addFlags);
            Set<MessageFlag> remove = named(removeFlags);
            if (flags.isPresent()) {
                Set<MessageFlag> wanted = named(flags.get());
                Set<MessageFlag> gone = EnumSet.noneOf(MessageFlag.class);
                gone.addAll(now.get());
                gone.removeAll(wanted);
                add.addAll(wanted);
                remove.addAll(gone);
            }
            return new MessageChange(add, remove, folder);
        }
    }

    private static List<String> words(Collection<MessageFlag> flags) {
        return flags.stream()
                .sorted()
                .map(flag -> flag.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static Set<MessageFlag> named(Collection<String> words) {
        Set<MessageFlag> found = EnumSet.noneOf(MessageFlag.class);
        for (String word : words) {
            try {
                found.add(MessageFlag.valueOf(word.replace("\\", "").toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException unknown) {
                throw Invalid.field(
                        "flags", "webmail.flag-unknown", "seen, answered, flagged, draft or forwarded, not " + word);
            }
        }
        return found;
    }
}
