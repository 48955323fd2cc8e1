/**
 * One mailbox's mail, for the person who reads and answers. Start reading at {@link
 * fr.vaguemestre.api.webmail.WebmailService}.
 */
@Export
@Version("1.1.0")
@NullMarked
package fr.vaguemestre.api.webmail;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
