/** What became of each message and each peer that knocked. */
@Export
@Version("1.2.0")
@NullMarked
package fr.vaguemestre.api.messages;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
