package fr.vaguemestre.api.tenancy;

/**
 * What a domain may use.
 *
 * @param mailboxes how many mailboxes, 0 to 1,000,000, closed ones not counted
 * @param storageBytes how many bytes of mail in all, 0 to 2^50
 */
public record Quota(long mailboxes, long storageBytes) {}
