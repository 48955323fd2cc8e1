package fr.vaguemestre.api.webmail;

/**
 * What became of a message that was sent.
 *
 * @param messageId its Message-ID header with its angle brackets
 * @param queueId id under which our mail server took it; the trace tells its further way
 */
public record SentMessage(String messageId, String queueId) {}
