/** Facts that happened, kept in the outbox with the rows that they tell of, delivered at least once. */
@Export
@Version("1.0.0")
@NullMarked
package fr.vaguemestre.api.event;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
