/**
 * The practice range: an imitation IGC-Santé, white list and DNS, and the client that tries the doors.
 * Start reading at {@link fr.vaguemestre.range.Range}; tests of other bundles use {@link fr.vaguemestre.range.RangeIgc}
 * and {@link fr.vaguemestre.range.RangeWhiteList}.
 */
@NullMarked
package fr.vaguemestre.range;

import org.jspecify.annotations.NullMarked;
