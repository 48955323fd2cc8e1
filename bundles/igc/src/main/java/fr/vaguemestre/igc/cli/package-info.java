/** Commands {@code igc:*}. */
@NullMarked
package fr.vaguemestre.igc.cli;

import org.jspecify.annotations.NullMarked;
