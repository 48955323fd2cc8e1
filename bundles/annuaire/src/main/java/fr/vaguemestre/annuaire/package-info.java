/**
 * The national directory: mailboxes told to it, and a local copy of it searched. Start at {@link
 * fr.vaguemestre.annuaire.OutboxPublicationService} and {@link fr.vaguemestre.annuaire.MergedDirectoryService}.
 */
@NullMarked
@Header(name = "Meta-Persistence", value = "META-INF/persistence.xml")
package fr.vaguemestre.annuaire;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Header;
