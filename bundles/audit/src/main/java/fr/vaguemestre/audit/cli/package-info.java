/** Commands {@code audit:*}. */
@NullMarked
package fr.vaguemestre.audit.cli;

import org.jspecify.annotations.NullMarked;
