/** The mailboxes page. Start reading at {@link fr.vaguemestre.ui.bal.BalsPage}. */
@NullMarked
package fr.vaguemestre.ui.bal;

import org.jspecify.annotations.NullMarked;
