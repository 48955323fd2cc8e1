package fr.vaguemestre.store;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Where the database is and how it is used ({@code etc/karaf/fr.vaguemestre.store.cfg}). */
@ObjectClassDefinition(name = "Vaguemestre store")
@interface StoreConfig {
    /** The PID, shared by the components of this bundle. */
    String PID = "fr.vaguemestre.store";

    @AttributeDefinition(description = "Address of PostgreSQL")
    String host() default "127.0.0.1";

    @AttributeDefinition(description = "Port of PostgreSQL, 1 to 65535")
    int port() default 18032;

    @AttributeDefinition(description = "Name of the database")
    String database() default "vm";

    @AttributeDefinition(
            description = "Folder of the password files pg-<role>, one line each, read at each new connection")
    String secrets() default "/var/lib/vaguemestre/secrets";

    @AttributeDefinition(description = "Connections of the capabilities at most, 2 to 100")
    int connections() default 16;

    @AttributeDefinition(
            description = "File with an ISO-8601 duration that the clock is ahead of the machine's; may be absent")
    String clock_offset() default "/var/lib/vaguemestre/conf/clock-offset";

    @AttributeDefinition(description = "Days that handled facts are kept for handlers that are new, 1 to 365")
    int keep_days() default 30;
}
