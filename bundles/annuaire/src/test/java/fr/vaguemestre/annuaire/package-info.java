@NullMarked
package fr.vaguemestre.annuaire;

import org.jspecify.annotations.NullMarked;
