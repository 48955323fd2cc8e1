/** The trust space (espace de confiance): who may exchange mail with us, and with which certificate. */
@Export
@Version("2.0.0")
@NullMarked
package fr.vaguemestre.api.confiance;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
