/** How a bundle offers HTTP routes. */
@Export
@Version("1.0.0")
@NullMarked
package fr.vaguemestre.api.rest;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
