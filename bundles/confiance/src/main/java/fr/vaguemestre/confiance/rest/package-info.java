/** Routes of the trust space under {@code /annuaire/whitelist}. */
@NullMarked
package fr.vaguemestre.confiance.rest;

import org.jspecify.annotations.NullMarked;
