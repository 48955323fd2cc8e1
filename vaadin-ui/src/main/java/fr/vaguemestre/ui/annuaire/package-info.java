/** The national directory: people found in it, our mailboxes published to it. */
@NullMarked
package fr.vaguemestre.ui.annuaire;

import org.jspecify.annotations.NullMarked;
