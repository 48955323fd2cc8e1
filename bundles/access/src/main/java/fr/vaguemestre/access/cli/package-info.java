/** Accounts in Karaf's shell. */
@NullMarked
package fr.vaguemestre.access.cli;

import org.jspecify.annotations.NullMarked;
