/** The pages of the trust space and of certificates. */
@NullMarked
package fr.vaguemestre.ui.confiance;

import org.jspecify.annotations.NullMarked;
