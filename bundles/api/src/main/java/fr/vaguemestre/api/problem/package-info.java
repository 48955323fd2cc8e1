/** What may go wrong, in words that a client can act on. Start reading at {@link fr.vaguemestre.api.problem.Problem}. */
@Export
@Version("1.0.0")
@NullMarked
package fr.vaguemestre.api.problem;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
