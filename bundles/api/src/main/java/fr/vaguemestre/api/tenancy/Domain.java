package fr.vaguemestre.api.tenancy;

import java.time.Instant;

/**
 * A mail domain of a structure.
 *
 * @param name lower case, under the trust space's suffix
 * @param label how people call it
 * @param finess FINESS EJ (9 characters) of the structure: its tenant
 * @param quota what it may use
 * @param hosting for whom the data is held
 * @param createdAt when it was made
 * @param version grows by one with each change
 */
public record Domain(
        String name, String label, String finess, Quota quota, Hosting hosting, Instant createdAt, long version) {}
