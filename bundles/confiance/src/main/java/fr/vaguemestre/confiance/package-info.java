/**
 * The trust space: the signed white list, the IGC's chains and revocation lists, and who may exchange. Start at {@link
 * fr.vaguemestre.confiance.SignedListConfiance}.
 */
@NullMarked
@Header(name = "Meta-Persistence", value = "META-INF/persistence.xml")
package fr.vaguemestre.confiance;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Header;
