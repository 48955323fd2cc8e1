/** The figures over HTTP. */
@NullMarked
package fr.vaguemestre.indicators.rest;

import org.jspecify.annotations.NullMarked;
