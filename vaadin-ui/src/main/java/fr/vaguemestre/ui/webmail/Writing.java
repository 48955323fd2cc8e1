package fr.vaguemestre.ui.webmail;

import fr.vaguemestre.api.webmail.Attachment;
import fr.vaguemestre.api.webmail.FolderUse;
import fr.vaguemestre.api.webmail.MailAddress;
import fr.vaguemestre.api.webmail.MailMessage;
import fr.vaguemestre.ui.text.Figures;
import fr.vaguemestre.ui.text.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A message as its writer begins or takes it up again.
 *
 * @param to whom it is addressed to
 * @param cc who gets a copy
 * @param bcc who gets a hidden copy
 * @param subject may be blank
 * @param text may be blank
 * @param enclosures what goes with it
 * @param answers id of the message that it answers
 * @param forwards id of the message that it passes on
 * @param draft id of the draft that it is kept in
 * @param receipt whether to ask for a read receipt
 * @param closes whether patients may not answer it
 */
record Writing(
        List<MailAddress> to,
        List<MailAddress> cc,
        List<MailAddress> bcc,
        String subject,
        String text,
        List<Enclosure> enclosures,
        Optional<String> answers,
        Optional<String> forwards,
        Optional<String> draft,
        boolean receipt,
        boolean closes) {
    /** Nothing yet. */
    static Writing blank() {
        return new Writing(
                List.of(),
                List.of(),
                List.of(),
                "",
                "",
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                false);
    }

    /** A draft, taken up again. */
    static Writing resumed(MailMessage draft) {
        String id = draft.summary().id();
        return new Writing(
                draft.summary().to(),
                draft.cc(),
                draft.bcc(),
                draft.summary().subject(),
                draft.text(),
                enclosures(draft),
                Optional.empty(),
                Optional.empty(),
                Optional.of(id),
                draft.mdnTo().isPresent(),
                draft.closesExchange());
    }

    /**
     * An answer.
     *
     * @param self the mailbox's own address, which is not written to
     * @param all whether everybody who got the message gets the answer
     */
    static Writing answer(MailMessage message, String self, boolean all, Locale locale) {
        List<MailAddress> to = answered(message, self);
        List<MailAddress> cc = all ? others(message, to, self) : List.of();
        return new Writing(
                to,
                cc,
                List.of(),
                prefixed("Re: ", message.summary().subject()),
                "\n\n" + introduction(message, locale) + "\n" + quoted(message.text()),
                List.of(),
                Optional.of(message.summary().id()),
                Optional.empty(),
                Optional.empty(),
                false,
                false);
    }

    /** The message passed on, with what was attached to it. */
    static Writing forward(MailMessage message, Locale locale) {
        var head = new StringBuilder("\n\n---------- ")
                .append(Texts.of(locale, "mail.forwarded"))
                .append(" ----------\n");
        message.summary().from().ifPresent(from -> line(head, locale, "mail.from", Addresses.full(from)));
        line(head, locale, "mail.date", moment(message, locale));
        line(head, locale, "mail.subject", message.summary().subject());
        line(head, locale, "mail.to", Addresses.line(message.summary().to()));
        return new Writing(
                List.of(),
                List.of(),
                List.of(),
                prefixed("Fwd: ", message.summary().subject()),
                head.append('\n').append(message.text()).toString(),
                enclosures(message),
                Optional.empty(),
                Optional.of(message.summary().id()),
                Optional.empty(),
                false,
                false);
    }

    /** Whether an answer to everybody would reach more people than one to the author. */
    static boolean hasOthers(MailMessage message, String self) {
        return !others(message, answered(message, self), self).isEmpty();
    }

    /** Who gets an answer; whoever wrote the message itself answers those that it was written to. */
    private static List<MailAddress> answered(MailMessage message, String self) {
        List<MailAddress> author =
                message.replyTo().isEmpty() ? message.summary().from().stream().toList() : message.replyTo();
        boolean own = author.stream().allMatch(address -> address.address().equalsIgnoreCase(self));
        return own && !message.summary().to().isEmpty() ? message.summary().to() : author;
    }

    private static List<MailAddress> others(MailMessage message, List<MailAddress> answered, String self) {
        List<MailAddress> others = new ArrayList<>(message.summary().to());
        others.addAll(message.cc());
        others.removeIf(other -> other.address().equalsIgnoreCase(self)
                || answered.stream().anyMatch(known -> known.address().equalsIgnoreCase(other.address())));
        return List.copyOf(others);
    }

    private static List<Enclosure> enclosures(MailMessage message) {
        List<Enclosure> kept = new ArrayList<>();
        for (Attachment attachment : message.attachments()) {
            kept.add(new Enclosure.Kept(message.summary().id(), attachment));
        }
        return kept;
    }

    private static String prefixed(String prefix, String subject) {
        boolean there =
                subject.regionMatches(true, 0, prefix.strip(), 0, prefix.strip().length());
        return there ? subject : prefix + subject;
    }

    private static String introduction(MailMessage message, Locale locale) {
        String who = message.summary().from().map(Addresses::brief).orElse("?");
        return Texts.of(locale, "mail.wrote", moment(message, locale), who);
    }

    private static String quoted(String text) {
        return text.strip().lines().map(line -> "> " + line).collect(Collectors.joining("\n"));
    }

    private static String moment(MailMessage message, Locale locale) {
        return Figures.moment(
                message.summary().sentAt().orElse(message.summary().receivedAt()), locale);
    }

    private static void line(StringBuilder head, Locale locale, String key, String value) {
        head.append(Texts.of(locale, key))
                .append(Texts.of(locale, "mail.colon"))
                .append(value)
                .append('\n');
    }

    /** Where a draft is kept. */
    static boolean isDraft(Optional<FolderUse> use) {
        return use.equals(Optional.of(FolderUse.DRAFTS));
    }
}
