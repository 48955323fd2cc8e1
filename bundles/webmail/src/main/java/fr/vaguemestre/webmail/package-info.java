/** One mailbox's mail. Start at {@link fr.vaguemestre.webmail.DovecotWebmailService}. */
@NullMarked
package fr.vaguemestre.webmail;

import org.jspecify.annotations.NullMarked;
