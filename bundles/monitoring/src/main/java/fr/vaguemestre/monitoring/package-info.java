/** Figures, and where Prometheus reads them. Start reading at {@link fr.vaguemestre.monitoring.PrometheusMeters}. */
@NullMarked
package fr.vaguemestre.monitoring;

import org.jspecify.annotations.NullMarked;
