package fr.vaguemestre.monitoring;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** {@code etc/fr.vaguemestre.monitoring.cfg}. */
@ObjectClassDefinition(name = "Vaguemestre monitoring")
@interface MonitoringConfig {
    @AttributeDefinition(description = "Loopback address to listen on; figures are for this machine's Prometheus only")
    String host() default "127.0.0.1";

    @AttributeDefinition(description = "TCP port of /metrics, 0 to 65535; 0 for any free one")
    int port() default 18090;

    @AttributeDefinition(description = "Folder whose file system's free space is told")
    String state() default "/var/lib/vaguemestre";

    @AttributeDefinition(description = "Below this many free bytes there the appliance is degraded, 0 or more")
    long diskWarningBytes() default 2L * 1024 * 1024 * 1024;
}
