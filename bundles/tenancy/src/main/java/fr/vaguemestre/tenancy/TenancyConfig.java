package fr.vaguemestre.tenancy;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the structures ({@code etc/karaf/fr.vaguemestre.tenancy.cfg}). */
@ObjectClassDefinition(name = "Vaguemestre tenancy")
@interface TenancyConfig {
    /** The PID. */
    String PID = "fr.vaguemestre.tenancy";

    @AttributeDefinition(description = "What the name of every domain of ours ends in, with a leading dot")
    String suffix() default ".mssante.fr";

    @AttributeDefinition(description = "on: this node runs against the practice range")
    String range() default "off";

    @AttributeDefinition(description = "What the names end in where the practice range is on")
    String range_suffix() default ".mssante.test";
}
