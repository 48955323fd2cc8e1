/** Short-lived values that may vanish at any time: slower then, never wrong. */
@Export
@Version("1.0.0")
@NullMarked
package fr.vaguemestre.api.cache;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
