/** The authorities that this operator trusts, and its own keys and certificates. */
@Export
@Version("1.1.0")
@NullMarked
package fr.vaguemestre.api.igc;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
