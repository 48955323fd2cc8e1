/** Route {@code /admin/trace}. */
@NullMarked
package fr.vaguemestre.messages.rest;

import org.jspecify.annotations.NullMarked;
