/** How a bundle of anyone adds a page to the console. Start reading at {@link fr.vaguemestre.console.spi.ConsoleView}. */
@Export
@Version("1.1.0")
@NullMarked
package fr.vaguemestre.console.spi;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
