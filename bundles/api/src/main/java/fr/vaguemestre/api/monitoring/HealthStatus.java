package fr.vaguemestre.api.monitoring;

/** How a part of the appliance is, from well to bad. */
public enum HealthStatus {
    /** Does its work. */
    UP,
    /** Does its work, poorly, or waits for something that a person has to give. */
    DEGRADED,
    /** Does not do its work. */
    DOWN
}
