package fr.vaguemestre.api.webmail;

import java.util.Optional;

/**
 * Something attached to a message.
 *
 * @param part where it is in the message; opaque
 * @param name file name without any path; made up where the message tells none
 * @param type media type as the sender told it, lower case, without parameters
 * @param sizeBytes about how large it is once decoded
 * @param contentId by which the HTML text shows it, where it does
 */
public record Attachment(String part, String name, String type, long sizeBytes, Optional<String> contentId) {}
