package fr.vaguemestre.api.tenancy;

/**
 * A domain to make; its structure is made with it where it is new.
 *
 * @param name a domain under the trust space's suffix, 3 to 7 labels
 * @param label 1 to 200 characters
 * @param finess FINESS EJ, 9 characters {@code [0-9][0-9AB][0-9]{7}}; a wrong check digit only warns
 */
public record NewDomain(String name, String label, String finess, Quota quota, Hosting hosting) {}
