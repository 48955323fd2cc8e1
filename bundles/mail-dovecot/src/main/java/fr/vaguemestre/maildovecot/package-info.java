/** The adapter to Dovecot, by its administration interface. Start at {@link fr.vaguemestre.maildovecot.Doveadm}. */
@NullMarked
package fr.vaguemestre.maildovecot;

import org.jspecify.annotations.NullMarked;
