@NullMarked
package fr.vaguemestre.webmail;

import org.jspecify.annotations.NullMarked;
