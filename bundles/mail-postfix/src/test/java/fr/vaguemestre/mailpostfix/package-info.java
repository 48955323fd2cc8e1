@NullMarked
package fr.vaguemestre.mailpostfix;

import org.jspecify.annotations.NullMarked;
