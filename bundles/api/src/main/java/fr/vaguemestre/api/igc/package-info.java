/**
 * The authorities that this operator trusts, and its own keys and certificates. Vendors bring another place for keys as a {@link
 * fr.vaguemestre.api.igc.CertificateSource}.
 */
@Export
@Version("1.2.0")
@NullMarked
package fr.vaguemestre.api.igc;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
