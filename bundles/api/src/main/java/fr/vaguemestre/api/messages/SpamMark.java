package fr.vaguemestre.api.messages;

/**
 * A mark of spam that the filter found on a message.
 *
 * @param name of the rule, as {@code etc/rspamd/rspamd.conf} has it
 * @param points what it counted
 */
public record SpamMark(String name, double points) {}
