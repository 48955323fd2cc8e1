/** Commands {@code confiance:*}. */
@NullMarked
@Header(name = "Karaf-Commands", value = "fr.vaguemestre.confiance.cli")
package fr.vaguemestre.confiance.cli;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Header;
