/** The page of the authorities that are trusted. */
@NullMarked
package fr.vaguemestre.ui.igc;

import org.jspecify.annotations.NullMarked;
