/** Routes under {@code /admin/audit}. */
@NullMarked
package fr.vaguemestre.audit.rest;

import org.jspecify.annotations.NullMarked;
