/**
 * The doctor of the trust space: walks other operators' domains step by step, when asked and each night. Start reading at
 * {@link fr.vaguemestre.doctor.PeerDoctor}.
 */
@NullMarked
package fr.vaguemestre.doctor;

import org.jspecify.annotations.NullMarked;
