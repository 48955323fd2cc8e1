/** The page of people and their rights. */
@NullMarked
package fr.vaguemestre.ui.people;

import org.jspecify.annotations.NullMarked;
