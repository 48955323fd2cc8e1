/** Mailboxes (boîtes aux lettres, BAL) of the trust space. Start reading at {@link fr.vaguemestre.api.bal.BalService}. */
@Export
@Version("1.1.0")
@NullMarked
package fr.vaguemestre.api.bal;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
