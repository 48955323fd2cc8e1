/** The page of the doctor of the trust space. */
@NullMarked
package fr.vaguemestre.ui.doctor;

import org.jspecify.annotations.NullMarked;
