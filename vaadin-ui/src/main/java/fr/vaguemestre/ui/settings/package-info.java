/** What a person sets for itself. */
@NullMarked
package fr.vaguemestre.ui.settings;

import org.jspecify.annotations.NullMarked;
