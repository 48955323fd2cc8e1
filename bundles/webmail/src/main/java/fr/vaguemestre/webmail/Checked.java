package fr.vaguemestre.webmail;

import fr.vaguemestre.api.messages.PatientAddresses;
import fr.vaguemestre.api.problem.FieldError;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.webmail.MailAddress;
import fr.vaguemestre.api.webmail.MailContent;
import fr.vaguemestre.api.webmail.NewMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A message that can be written as it is.
 *
 * @param files its attachments, read
 */
record Checked(NewMessage message, List<File> files) {
    private static final int MOST_RECIPIENTS = 200;
    private static final int LONGEST_SUBJECT = 500;
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_TEXT = 5_000_000;
    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
                    + "@[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+");
    private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9!#$&^_.+-]{1,100}/[A-Za-z0-9!#$&^_.+-]{1,100}");

    /**
     * An attachment, in memory.
     *
     * @param type media type without parameters
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record File(String name, String type, byte[] octets) {}

    /**
     * Checks a message and reads its attachments.
     *
     * @param draft whether it may still lack recipients
     * @throws Invalid {@code webmail.invalid} with the refused fields
     */
    static Checked of(NewMessage message, long mostBytes, boolean draft) {
        List<FieldError> errors = new ArrayList<>();
        addresses("to", message.to(), errors);
        addresses("cc", message.cc(), errors);
        addresses("bcc", message.bcc(), errors);
        long recipients = recipients(message).count();
        if (recipients == 0 && !draft) {
            errors.add(new FieldError("to", "webmail.recipient-missing", "at least one recipient is needed"));
        } else if (recipients > MOST_RECIPIENTS) {
            errors.add(new FieldError("to", "webmail.recipients-many", "at most " + MOST_RECIPIENTS + " recipients"));
        }
        if (message.subject().length() > LONGEST_SUBJECT || control(message.subject())) {
            errors.add(
                    new FieldError("subject", "webmail.subject-malformed", "one line of at most " + LONGEST_SUBJECT));
        }
        if (message.text().length() + message.html().map(String::length).orElse(0) > LONGEST_TEXT) {
            errors.add(new FieldError("text", "webmail.text-long", "at most " + LONGEST_TEXT + " characters"));
        }
        List<File> files = read(message.attachments(), mostBytes, errors);
        patients(message, files, mostBytes, draft, errors);
        if (!errors.isEmpty()) {
            throw new Invalid("webmail.invalid", "the message is refused", errors);
        }
        return new Checked(message, files);
    }

    /** Everybody that gets it, each once. */
    static Stream<String> recipients(NewMessage message) {
        return Stream.of(message.to(), message.cc(), message.bcc())
                .flatMap(List::stream)
                .map(MailAddress::address)
                .distinct();
    }

    /** What goes to patients has rules of its own: 25 MB are all of it, and nobody else's exchange can be closed. */
    private static void patients(
            NewMessage message, List<File> files, long mostBytes, boolean draft, List<FieldError> errors) {
        if (recipients(message).map(PatientAddresses::new).noneMatch(PatientAddresses::isPresent)) {
            if (message.closesExchange() && !draft) {
                errors.add(new FieldError(
                        "closesExchange",
                        "webmail.no-patient",
                        "no recipient is a patient: there is nothing to close"));
            }
            return;
        }
        long size = files.stream().mapToLong(file -> file.octets().length).sum()
                + octets(message.text())
                + octets(message.html().orElse(""));
        if (size > mostBytes && errors.isEmpty()) {
            errors.add(new FieldError(
                    "attachments", "webmail.patient-large", "at most " + mostBytes + " bytes, the text included"));
        }
    }

    private static long octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static void addresses(String field, List<MailAddress> given, List<FieldError> errors) {
        for (MailAddress address : given) {
            boolean name = address.name()
                    .filter(told -> told.length() > LONGEST_NAME || control(told))
                    .isEmpty();
            if (!name
                    || address.address().length() > 254
                    || !ADDRESS.matcher(address.address()).matches()) {
                errors.add(new FieldError(
                        field, "webmail.address-malformed", "not an address: " + shown(address.address())));
            }
        }
    }

    private static List<File> read(List<MailContent> given, long mostBytes, List<FieldError> errors) {
        List<File> files = new ArrayList<>();
        long left = mostBytes;
        for (MailContent file : given) {
            try (InputStream stream = file.stream()) {
                byte[] octets = stream.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, left + 1));
                left -= octets.length;
                files.add(new File(name(file.name()), type(file.type()), octets));
            } catch (IOException unreadable) {
                errors.add(new FieldError("attachments", "webmail.attachment-unreadable", shown(file.name())));
            }
            if (left < 0) {
                errors.add(new FieldError(
                        "attachments", "webmail.attachments-large", "at most " + mostBytes + " bytes in all"));
                return files;
            }
        }
        return files;
    }

    private static String name(String told) {
        String last = told.replace('\\', '/');
        last = last.substring(last.lastIndexOf('/') + 1)
                .replaceAll("\\p{Cntrl}", "")
                .strip();
        if (last.isEmpty()) {
            return "attachment";
        }
        return last.length() > LONGEST_NAME ? last.substring(last.length() - LONGEST_NAME) : last;
    }

    /** A message or a multipart inside would have to be written otherwise: they travel as octets. */
    private static String type(String told) {
        boolean simple = TYPE.matcher(told).matches()
                && !told.regionMatches(true, 0, "multipart/", 0, 10)
                && !told.regionMatches(true, 0, "message/", 0, 8);
        return simple ? told : "application/octet-stream";
    }

    private static boolean control(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    private static String shown(String text) {
        return text.length() > 80 ? text.substring(0, 80) + "..." : text;
    }
}
