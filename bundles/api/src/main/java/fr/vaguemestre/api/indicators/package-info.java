/**
 * The month's figures that an operator owes: counted from records that are only ever appended to. Start reading at {@link
 * fr.vaguemestre.api.indicators.IndicatorService}.
 */
@Export
@Version("1.0.0")
@NullMarked
package fr.vaguemestre.api.indicators;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
