/**
 * The doctor of the trust space: what stands between us and another operator, step by step, and who must act. Start reading
 * at {@link fr.vaguemestre.api.doctor.DoctorService}.
 */
@Export
@Version("1.0.0")
@NullMarked
package fr.vaguemestre.api.doctor;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
