/** The pages of structures and domains. */
@NullMarked
package fr.vaguemestre.ui.tenancy;

import org.jspecify.annotations.NullMarked;
