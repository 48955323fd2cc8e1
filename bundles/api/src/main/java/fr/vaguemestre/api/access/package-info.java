/** People, what they may do, and how they prove who they are. Start reading at {@link fr.vaguemestre.api.access.Caller}. */
@Export
@Version("1.2.0")
@NullMarked
package fr.vaguemestre.api.access;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
