@NullMarked
package fr.vaguemestre.messages;

import org.jspecify.annotations.NullMarked;
