package fr.vaguemestre.webmail;

import com.sun.mail.iap.ProtocolException;
import com.sun.mail.imap.protocol.BODY;
import com.sun.mail.imap.protocol.FetchResponse;
import fr.vaguemestre.api.webmail.MailContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import javax.mail.MessagingException;
import org.jspecify.annotations.Nullable;

/**
 * Brings a section of a message over in pieces: what is larger than one piece waits in a file of its own, readable by us alone
 * and gone once it was read, never in memory, however many people fetch large attachments at once.
 */
final class Spool {
    private static final int PIECE = 1024 * 1024;

    private final ImapConnection imap;
    private final long uid;
    private final String section;

    Spool(ImapConnection imap, long uid, String section) {
        this.imap = imap;
        this.uid = uid;
        this.section = section;
    }

    /** The section, decoded if an encoding is given. */
    MailContent content(String name, String type, @Nullable String encoding) throws ProtocolException, IOException {
        byte[] first = piece(0);
        if (first.length < PIECE) {
            byte[] octets = Texts.decoded(first, encoding, Integer.MAX_VALUE);
            return new MailContent(name, type, octets.length, new ByteArrayInputStream(octets));
        }
        Path file = Files.createTempFile("webmail", ".part");
        boolean good = false;
        try {
            write(file, first);
            if (encoding != null) {
                decode(file, encoding);
            }
            long size = Files.size(file);
            InputStream stream = Files.newInputStream(file, StandardOpenOption.DELETE_ON_CLOSE);
            good = true;
            return new MailContent(name, type, size, stream);
        } finally {
            if (!good) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void write(Path file, byte[] first) throws ProtocolException, IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] piece = first;
            for (long at = PIECE; piece.length > 0; at += PIECE) {
                out.write(piece);
                piece = piece.length < PIECE ? new byte[0] : piece(at);
            }
        }
    }

    private static void decode(Path file, String encoding) throws IOException {
        Path decoded = Files.createTempFile("webmail", ".part");
        try {
            if (decode(file, decoded, encoding)) {
                Files.move(decoded, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(decoded);
        }
    }

    /** What can be read of it, up to where it is malformed; false for an encoding that nobody knows. */
    private static boolean decode(Path file, Path decoded, String encoding) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                InputStream plain = TransferEncoding.without(in, encoding);
                OutputStream out = Files.newOutputStream(decoded)) {
            plain.transferTo(out);
        } catch (MessagingException unknownEncoding) {
            return false;
        } catch (IOException malformed) {
            return true;
        }
        return true;
    }

    private byte[] piece(long from) throws ProtocolException {
        String item = "BODY.PEEK[" + section + "]<" + from + "." + PIECE + ">";
        for (FetchResponse message : imap.fetchAll("UID FETCH " + uid, item)) {
            BODY body = message.getItem(BODY.class);
            if (body != null) {
                InputStream octets = body.getByteArrayInputStream();
                return octets == null ? new byte[0] : Texts.all(octets, Integer.MAX_VALUE);
            }
        }
        throw Refusals.message();
    }
}
