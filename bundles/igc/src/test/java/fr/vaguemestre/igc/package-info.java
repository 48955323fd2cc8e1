@NullMarked
package fr.vaguemestre.igc;

import org.jspecify.annotations.NullMarked;
