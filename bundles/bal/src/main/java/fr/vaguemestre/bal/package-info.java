/**
 * Mailboxes: their rules, life cycle and quotas. Start reading at {@link fr.vaguemestre.bal.JpaBalService}.
 */
@NullMarked
package fr.vaguemestre.bal;

import org.jspecify.annotations.NullMarked;
