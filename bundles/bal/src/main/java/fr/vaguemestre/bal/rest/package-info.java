/** Routes under {@code /mailboxes}. */
@NullMarked
package fr.vaguemestre.bal.rest;

import org.jspecify.annotations.NullMarked;
