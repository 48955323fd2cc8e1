/** Command {@code messages:trace}. */
@NullMarked
@Header(name = "Karaf-Commands", value = "fr.vaguemestre.messages.cli")
package fr.vaguemestre.messages.cli;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Header;
