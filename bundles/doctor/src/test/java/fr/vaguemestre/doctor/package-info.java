@NullMarked
package fr.vaguemestre.doctor;

import org.jspecify.annotations.NullMarked;
