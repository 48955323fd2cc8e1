/**
 * The national directory (annuaire santé): our mailboxes published to it, everybody's found in it. Start reading at {@link
 * fr.vaguemestre.api.annuaire.DirectoryService}; who brings another directory implements {@link
 * fr.vaguemestre.api.annuaire.DirectorySource} or {@link fr.vaguemestre.api.annuaire.DirectoryPublisher}.
 */
@Export
@Version("1.0.0")
@NullMarked
package fr.vaguemestre.api.annuaire;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
