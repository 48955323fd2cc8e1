/** Words in French and English. */
@NullMarked
package fr.vaguemestre.ui.text;

import org.jspecify.annotations.NullMarked;
