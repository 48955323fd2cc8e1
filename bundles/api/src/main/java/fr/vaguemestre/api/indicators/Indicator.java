package fr.vaguemestre.api.indicators;

/**
 * One counted figure.
 *
 * @param name what is counted, {@code <area>.<word>}, for example {@code messages.inbound}
 * @param domain mail domain that it belongs to, lower case; empty where it belongs to none
 * @param key what it is told apart by, for example a cause of refusal or {@code PER/ACTIVE}; may be empty
 * @param value how many; octets for volumes, minutes for availability
 */
public record Indicator(String name, String domain, String key, long value) {}
