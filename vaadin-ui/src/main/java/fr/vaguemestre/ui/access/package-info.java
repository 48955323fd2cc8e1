/** Sign-in and the session of one browser. */
@NullMarked
package fr.vaguemestre.ui.access;

import org.jspecify.annotations.NullMarked;
