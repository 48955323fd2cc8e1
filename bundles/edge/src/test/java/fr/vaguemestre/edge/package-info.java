@NullMarked
package fr.vaguemestre.edge;

import org.jspecify.annotations.NullMarked;
