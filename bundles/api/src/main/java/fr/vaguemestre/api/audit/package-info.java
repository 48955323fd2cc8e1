/** Who did what: append only, chained by hashes, one chain per tenant. */
@Export
@Version("1.0.0")
@NullMarked
package fr.vaguemestre.api.audit;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
