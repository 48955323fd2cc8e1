/** Commands {@code bal:*}. */
@NullMarked
package fr.vaguemestre.bal.cli;

import org.jspecify.annotations.NullMarked;
