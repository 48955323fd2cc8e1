package fr.vaguemestre.edge;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the edge, PID {@code fr.vaguemestre.edge}. */
@ObjectClassDefinition(name = "%config.name", description = "%config.description", localization = "OSGI-INF/l10n/edge")
@interface EdgeConfig {
    /** The error log of the mail edge, at level info. */
    @AttributeDefinition
    String log() default "/var/log/vaguemestre/edge.log";

    /** PEM file of the authorities that the mail edge trusts. */
    @AttributeDefinition
    String anchors() default "/var/lib/vaguemestre/tls/igc.pem";

    /** PEM file of the revocation lists that the mail edge reads. */
    @AttributeDefinition
    String crls() default "/var/lib/vaguemestre/crl/crls.pem";

    /** Certificate chain that both edges present. */
    @AttributeDefinition
    String certificate() default "/var/lib/vaguemestre/tls/operateur.crt";

    /** Folder of the certificates of hospitals' names, which the web edge shows at ManageSieve. */
    @AttributeDefinition
    String names() default "/var/lib/vaguemestre/tls/servers";

    /** Program that makes a server read its configuration again; its argument is the server's name. */
    @AttributeDefinition
    String reload() default "/opt/vaguemestre/bin/reload";

    /** Address on which both edges listen. */
    @AttributeDefinition
    String host() default "127.0.0.1";

    /** Port of the mail edge, 1 to 65535. */
    @AttributeDefinition
    int mailPort() default 18025;

    /** Port of the web edge, 1 to 65535. */
    @AttributeDefinition
    int webPort() default 18443;
}
