package fr.vaguemestre.webmail;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import javax.mail.MessagingException;
import javax.mail.internet.MimeUtility;

/**
 * A part of a message without its transfer encoding (RFC 2045 §6, uuencode). JavaMail's decoders trust what they read: the first
 * line of a uuencoded part alone can make one of them fail as a fault of ours would; here that is malformed like the rest.
 */
final class TransferEncoding extends FilterInputStream {
    private final String name;

    private TransferEncoding(InputStream decoding, String name) {
        super(decoding);
        this.name = name;
    }

    /**
     * What the octets of a part stand for.
     *
     * @throws MessagingException for an encoding that nobody knows
     */
    static InputStream without(InputStream octets, String name) throws MessagingException {
        return new TransferEncoding(MimeUtility.decode(octets, name), name);
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (IndexOutOfBoundsException trusting) {
            throw malformed(trusting);
        }
    }

    @Override
    public int read(byte[] buffer, int from, int most) throws IOException {
        try {
            return super.read(buffer, from, most);
        } catch (IndexOutOfBoundsException trusting) {
            throw malformed(trusting);
        }
    }

    private IOException malformed(IndexOutOfBoundsException cause) {
        return new IOException("malformed " + name, cause);
    }
}
