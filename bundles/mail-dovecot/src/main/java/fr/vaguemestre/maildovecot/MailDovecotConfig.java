package fr.vaguemestre.maildovecot;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the adapter to Dovecot, PID {@code fr.vaguemestre.maildovecot}. */
@ObjectClassDefinition(
        name = "%config.name",
        description = "%config.description",
        localization = "OSGI-INF/l10n/maildovecot")
@interface MailDovecotConfig {
    /** Where doveadm's HTTP API listens. */
    @AttributeDefinition
    String url() default "http://127.0.0.1:18084/doveadm/v1";

    /** File of the key of that API. */
    @AttributeDefinition
    String keyFile() default "/var/lib/vaguemestre/secrets/doveadm";

    /** Dovecot's log, each line behind its time. */
    @AttributeDefinition
    String log() default "/var/log/vaguemestre/dovecot/current";

    /** Program that makes a server read its configuration again; its argument is the server's name. */
    @AttributeDefinition
    String reload() default "/opt/vaguemestre/bin/reload";
}
