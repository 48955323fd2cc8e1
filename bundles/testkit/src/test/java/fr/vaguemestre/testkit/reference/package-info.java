/**
 * Writes {@code docs/reference} from the sources, so that a page cannot say what the code does not. Start reading at {@link
 * fr.vaguemestre.testkit.reference.ReferenceTest}.
 */
@NullMarked
package fr.vaguemestre.testkit.reference;

import org.jspecify.annotations.NullMarked;
