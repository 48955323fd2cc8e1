package fr.vaguemestre.ui.server;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the console (PID {@code fr.vaguemestre.ui}). */
@ObjectClassDefinition(name = "Console")
public @interface ConsoleConfig {
    /** Address to listen on; the edge in front ends TLS, so this stays on the loopback. */
    @AttributeDefinition(name = "Host")
    String host() default "127.0.0.1";

    /** Port to listen on, 0 to 65535; 0 takes a free one. */
    @AttributeDefinition(name = "Port")
    int port() default 18082;

    /** After how many seconds without an action of the person the session ends, 1 or more. */
    @AttributeDefinition(name = "Idle seconds")
    int idleSeconds() default 1800;

    /** Every how many seconds open pages look for moved figures, 1 or more. */
    @AttributeDefinition(name = "Tick seconds")
    int tickSeconds() default 5;
}
