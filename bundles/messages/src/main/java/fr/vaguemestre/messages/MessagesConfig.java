package fr.vaguemestre.messages;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the traces, PID {@code fr.vaguemestre.messages}. */
@ObjectClassDefinition(
        name = "%config.name",
        description = "%config.description",
        localization = "OSGI-INF/l10n/messages")
@interface MessagesConfig {
    /** Steps that wait in memory at most while the database is away, 1 or more; those beyond are let go and counted. */
    @AttributeDefinition
    int queue() default 50_000;

    /** Folder of the places up to which servers' logs were read. */
    @AttributeDefinition
    String positions() default "/var/lib/vaguemestre/karaf/messages";
}
