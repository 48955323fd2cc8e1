/**
 * The figures of each month: counted day by day where things are recorded, closed once, handed in until there is a receipt.
 * Start reading at {@link fr.vaguemestre.indicators.CountedIndicatorService}.
 */
@NullMarked
package fr.vaguemestre.indicators;

import org.jspecify.annotations.NullMarked;
