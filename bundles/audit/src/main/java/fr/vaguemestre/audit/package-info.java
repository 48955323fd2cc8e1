/**
 * The trail of every write: a hash chain per tenant that PostgreSQL appends to and this bundle reads and verifies. Start
 * reading at {@link fr.vaguemestre.audit.ChainedAuditService}.
 */
@NullMarked
package fr.vaguemestre.audit;

import org.jspecify.annotations.NullMarked;
