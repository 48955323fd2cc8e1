/** The first page: what waits for somebody. */
@NullMarked
package fr.vaguemestre.ui.home;

import org.jspecify.annotations.NullMarked;
