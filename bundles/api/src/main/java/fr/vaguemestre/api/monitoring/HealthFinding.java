package fr.vaguemestre.api.monitoring;

/**
 * What one check of the appliance says (contract §2).
 *
 * @param name stable name of the check, for example {@code confiance.whitelist}
 * @param status how that part is
 * @param detail why, in English, for people who look after the appliance; may be empty
 */
public record HealthFinding(String name, HealthStatus status, String detail) {}
