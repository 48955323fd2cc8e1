package fr.vaguemestre.audit;

/** The end of one tenant's chain as the database tells it. */
record Head(String tenant, long sequence, String hash) {}
