/** Routes of the doctor under {@code /admin/doctor}. */
@NullMarked
package fr.vaguemestre.doctor.rest;

import org.jspecify.annotations.NullMarked;
