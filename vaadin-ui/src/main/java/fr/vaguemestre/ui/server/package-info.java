/** The console's own Jetty and Vaadin's servlet in it. Start reading at {@link fr.vaguemestre.ui.server.ConsoleServer}. */
@NullMarked
package fr.vaguemestre.ui.server;

import org.jspecify.annotations.NullMarked;
