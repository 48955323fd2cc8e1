@NullMarked
package fr.vaguemestre.confiance;

import org.jspecify.annotations.NullMarked;
