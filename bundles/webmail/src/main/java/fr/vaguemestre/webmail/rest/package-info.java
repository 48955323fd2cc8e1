/** Routes under {@code /email}. */
@NullMarked
package fr.vaguemestre.webmail.rest;

import org.jspecify.annotations.NullMarked;
