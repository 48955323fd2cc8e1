@NullMarked
package fr.vaguemestre.maildovecot;

import org.jspecify.annotations.NullMarked;
