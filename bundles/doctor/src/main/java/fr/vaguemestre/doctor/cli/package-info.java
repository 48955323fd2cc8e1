/** Commands {@code doctor:*}. */
@NullMarked
package fr.vaguemestre.doctor.cli;

import org.jspecify.annotations.NullMarked;
