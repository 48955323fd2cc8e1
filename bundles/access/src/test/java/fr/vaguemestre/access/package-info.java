@NullMarked
package fr.vaguemestre.access;

import org.jspecify.annotations.NullMarked;
