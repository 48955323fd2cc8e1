/** Commands {@code tenancy:*}. */
@NullMarked
package fr.vaguemestre.tenancy.cli;

import org.jspecify.annotations.NullMarked;
