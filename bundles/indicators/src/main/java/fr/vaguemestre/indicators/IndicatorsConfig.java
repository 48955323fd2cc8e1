package fr.vaguemestre.indicators;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the figures, PID {@code fr.vaguemestre.indicators}. The defaults name no real service. */
@ObjectClassDefinition(
        name = "%config.name",
        description = "%config.description",
        localization = "OSGI-INF/l10n/indicators")
@interface IndicatorsConfig {
    /** {@code on}: hand in to the practice range's receiver. */
    @AttributeDefinition
    String range() default "";

    /** The practice range's receiver; HTTPS. */
    @AttributeDefinition
    String range_url() default "";

    /** The receiver; HTTPS; empty: months are only closed, and downloaded by hand. */
    @AttributeDefinition
    String url() default "";

    /** PEM file of our certificate and its authority, shown to the receiver. */
    @AttributeDefinition
    String certificate() default "/var/lib/vaguemestre/tls/operateur.crt";

    /** PEM file of its key. */
    @AttributeDefinition
    String key() default "/var/lib/vaguemestre/tls/operateur.key";

    /** PEM file of the authorities that may have signed the receiver's certificate. */
    @AttributeDefinition
    String anchors() default "/var/lib/vaguemestre/tls/igc.pem";

    /** Sources without which no figures are told, with commas in between. */
    @AttributeDefinition
    String sources() default "messages,audit";

    /** Seconds between two looks at what is due, 1 to 3600. */
    @AttributeDefinition
    int lookSeconds() default 20;
}
