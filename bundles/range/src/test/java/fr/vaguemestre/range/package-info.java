@NullMarked
package fr.vaguemestre.range;

import org.jspecify.annotations.NullMarked;
