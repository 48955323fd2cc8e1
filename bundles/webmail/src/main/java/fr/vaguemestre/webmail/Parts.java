package fr.vaguemestre.webmail;

import com.sun.mail.imap.protocol.BODYSTRUCTURE;
import fr.vaguemestre.api.webmail.Attachment;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.mail.internet.ParameterList;
import org.jspecify.annotations.Nullable;

/**
 * What a message is made of: the text to read, in one form or two, and what is attached. Only the structure is looked at;
 * a message within a message is one attachment.
 *
 * @param plain the plain text
 * @param html the HTML text
 * @param attachments everything else
 */
record Parts(Optional<Part> plain, Optional<Part> html, List<Part> attachments) {
    private static final int DEEPEST = 20;
    private static final int MOST = 500;
    private static final Pattern WORD = Pattern.compile("[\\w!#$&^.+-]{1,100}");

    /**
     * One part without parts of its own.
     *
     * @param section its number in IMAP
     */
    record Part(String section, BODYSTRUCTURE structure) {
        String type() {
            return (word(structure.type, "application") + "/" + word(structure.subtype, "octet-stream"))
                    .toLowerCase(Locale.ROOT);
        }

        Optional<String> contentId() {
            return Optional.ofNullable(structure.id).map(id -> id.replaceAll("[<>\\s]", ""));
        }

        /** Its file name without any path, made up where there is none. */
        String name() {
            String told = fileName().map(Part::lastStep).orElse("");
            if (!told.isBlank()) {
                return told;
            }
            String ending = type().equals("message/rfc822") ? "eml" : type().equals("text/html") ? "html" : "bin";
            return "part-" + section + "." + (type().equals("text/plain") ? "txt" : ending);
        }

        Optional<String> fileName() {
            return parameter(structure.dParams, "filename").or(() -> parameter(structure.cParams, "name"));
        }

        Attachment attachment() {
            int encoded = Math.max(0, structure.size);
            boolean base64 = "base64".equalsIgnoreCase(structure.encoding);
            return new Attachment(section, name(), type(), base64 ? encoded * 73L / 100 : encoded, contentId());
        }

        private static String lastStep(String path) {
            String clean = Summaries.decoded(path).replace('\\', '/');
            String last = clean.substring(clean.lastIndexOf('/') + 1).strip();
            return last.length() > 200 ? last.substring(last.length() - 200) : last;
        }

        private static String word(@Nullable String text, String otherwise) {
            return text == null || !WORD.matcher(text).matches() ? otherwise : text;
        }

        private static Optional<String> parameter(@Nullable ParameterList list, String name) {
            return Optional.ofNullable(list).map(given -> given.get(name));
        }
    }

    /** The parts of a message of that structure. */
    static Parts of(BODYSTRUCTURE structure) {
        List<Part> leaves = new ArrayList<>();
        collect(structure, "", 0, leaves);
        Optional<Part> plain = first(leaves, "text/plain");
        Optional<Part> html = first(leaves, "text/html");
        leaves.removeIf(leaf -> plain.filter(leaf::equals).isPresent()
                || html.filter(leaf::equals).isPresent());
        return new Parts(plain, html, List.copyOf(leaves));
    }

    /** The attachment of that section. */
    Optional<Part> attachment(String section) {
        return attachments.stream()
                .filter(part -> part.section().equals(section))
                .findFirst();
    }

    private static void collect(BODYSTRUCTURE structure, String section, int depth, List<Part> leaves) {
        if (!structure.isMulti()) {
            leaves.add(new Part(section.isEmpty() ? "1" : section, structure));
            return;
        }
        if (depth >= DEEPEST || structure.bodies == null) {
            return;
        }
        for (int i = 0; i < structure.bodies.length && leaves.size() < MOST; i++) {
            String number = (section.isEmpty() ? "" : section + ".") + (i + 1);
            collect(structure.bodies[i], number, depth + 1, leaves);
        }
    }

    private static Optional<Part> first(List<Part> leaves, String type) {
        return leaves.stream()
                .filter(leaf -> leaf.type().equals(type))
                .filter(leaf -> !"attachment".equalsIgnoreCase(leaf.structure().disposition)
                        && leaf.fileName().isEmpty())
                .findFirst();
    }
}
