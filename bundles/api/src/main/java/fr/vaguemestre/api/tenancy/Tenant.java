package fr.vaguemestre.api.tenancy;

import java.util.List;

/**
 * A structure, keyed by its FINESS EJ.
 *
 * @param finess FINESS EJ
 * @param label how people call it
 * @param domains names of its domains
 * @param mailboxQuota sum of its domains' mailbox quotas
 * @param storageQuotaBytes sum of its domains' storage quotas
 */
public record Tenant(String finess, String label, List<String> domains, long mailboxQuota, long storageQuotaBytes) {}
