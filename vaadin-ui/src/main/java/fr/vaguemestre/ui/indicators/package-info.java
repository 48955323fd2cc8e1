/** The month's figures: charts with a table beside, files, and handing in. */
@NullMarked
package fr.vaguemestre.ui.indicators;

import org.jspecify.annotations.NullMarked;
