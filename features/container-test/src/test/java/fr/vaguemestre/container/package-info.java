/** The shipped distribution in a container of its own: start reading at {@link fr.vaguemestre.container.RoomsTest}. */
@NullMarked
package fr.vaguemestre.container;

import org.jspecify.annotations.NullMarked;
