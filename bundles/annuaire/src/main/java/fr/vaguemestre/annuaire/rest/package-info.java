/** Routes under {@code /annuaire}. */
@NullMarked
package fr.vaguemestre.annuaire.rest;

import org.jspecify.annotations.NullMarked;
