/** Routes of authorities. */
@NullMarked
package fr.vaguemestre.igc.rest;

import org.jspecify.annotations.NullMarked;
