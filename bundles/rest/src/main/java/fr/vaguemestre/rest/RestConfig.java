package fr.vaguemestre.rest;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** {@code etc/fr.vaguemestre.rest.cfg}. */
@ObjectClassDefinition(name = "Vaguemestre REST")
@interface RestConfig {
    @AttributeDefinition(description = "Most requests per minute and account; 0 for no limit")
    int requestsPerSubject() default 300_000;

    @AttributeDefinition(description = "Most requests per minute and network address; 0 for no limit")
    int requestsPerAddress() default 600_000;

    @AttributeDefinition(description = "Most requests without a token per minute and network address; 0 for no limit")
    int anonymousPerAddress() default 600;

    @AttributeDefinition(description = "Largest request body, in bytes, 1 or more")
    long maxBodyBytes() default 48L * 1024 * 1024;
}
