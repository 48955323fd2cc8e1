package fr.vaguemestre.confiance;

import java.time.Instant;

/**
 * A signed list as it was accepted, kept for restarts and for the other nodes.
 *
 * @param signed the file as fetched
 * @param generatedAt its DateDeGeneration
 * @param digest hex SHA-256 of the file
 * @param acceptedAt when it was accepted
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and too large to copy
record AcceptedList(byte[] signed, Instant generatedAt, String digest, Instant acceptedAt) {}
