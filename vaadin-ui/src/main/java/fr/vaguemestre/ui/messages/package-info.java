/** The pages of the queue and of the trace. */
@NullMarked
package fr.vaguemestre.ui.messages;

import org.jspecify.annotations.NullMarked;
