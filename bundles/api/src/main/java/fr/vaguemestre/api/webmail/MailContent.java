package fr.vaguemestre.api.webmail;

import java.io.InputStream;

/**
 * A file: an attachment, or a whole message.
 *
 * @param name file name without any path
 * @param type media type
 * @param sizeBytes how many bytes the stream gives
 * @param stream the bytes, readable once; whoever takes it closes it
 */
public record MailContent(String name, String type, long sizeBytes, InputStream stream) {
    /** Keeps the stream out of logs. */
    @Override
    public String toString() {
        return "MailContent[type=" + type + ", sizeBytes=" + sizeBytes + "]";
    }
}
