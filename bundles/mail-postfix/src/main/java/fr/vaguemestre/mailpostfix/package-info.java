/**
 * What Postfix and the mail edge ask of us, and what they tell: the sockets stay up while the trust space is replaced.
 * Start at {@link fr.vaguemestre.mailpostfix.MailDoors}.
 */
@NullMarked
package fr.vaguemestre.mailpostfix;

import org.jspecify.annotations.NullMarked;
