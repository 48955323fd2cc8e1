package fr.vaguemestre.bal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the mailboxes ({@code etc/karaf/fr.vaguemestre.bal.cfg}). */
@ObjectClassDefinition(name = "Vaguemestre bal")
@interface BalConfig {
    /** The PID. */
    String PID = "fr.vaguemestre.bal";

    @AttributeDefinition(description = "Bytes that a mailbox may hold where its maker does not say, 1 MiB to 1 TiB")
    long default_quota() default 1L << 30;
}
