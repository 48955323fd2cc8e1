/** Commands {@code store:*}. */
@NullMarked
package fr.vaguemestre.store.cli;

import org.jspecify.annotations.NullMarked;
