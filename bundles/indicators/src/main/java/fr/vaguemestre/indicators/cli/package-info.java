/** The figures in Karaf's shell. */
@NullMarked
package fr.vaguemestre.indicators.cli;

import org.jspecify.annotations.NullMarked;
