/** How the appliance is: figures for Prometheus, without knowing Prometheus, and what the health checks say. */
@Export
@Version("1.1.0")
@NullMarked
package fr.vaguemestre.api.monitoring;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
