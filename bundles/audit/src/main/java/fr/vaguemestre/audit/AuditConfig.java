package fr.vaguemestre.audit;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the trail, PID {@code fr.vaguemestre.audit}. */
@ObjectClassDefinition(name = "%config.name", description = "%config.description", localization = "OSGI-INF/l10n/audit")
@interface AuditConfig {
    /** Folder of the anchors and their key: outside the database, and out of reach of its owner. */
    @AttributeDefinition
    String folder() default "/var/lib/vaguemestre/karaf/audit";

    /** Hours between two anchors, 1 to 24. */
    @AttributeDefinition
    int anchor_hours() default 24;
}
