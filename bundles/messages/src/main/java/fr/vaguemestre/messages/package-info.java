/**
 * The trace: what became of each message and of each peer that knocked; never a content. Start at {@link
 * fr.vaguemestre.messages.QueuedTraceService}.
 */
@NullMarked
@Header(name = "Meta-Persistence", value = "META-INF/persistence.xml")
package fr.vaguemestre.messages;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Header;
