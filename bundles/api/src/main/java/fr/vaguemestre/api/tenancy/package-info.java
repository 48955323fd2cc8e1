/** Structures (tenants), their mail domains and quotas. */
@Export
@Version("1.0.0")
@NullMarked
package fr.vaguemestre.api.tenancy;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
