package fr.vaguemestre.api.messages;

/**
 * A domain that mail of ours went to.
 *
 * @param domain of recipients, lower case
 * @param messages how many messages went there, or are on their way
 */
public record Correspondent(String domain, long messages) {}
