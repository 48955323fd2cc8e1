package fr.vaguemestre.igc;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of authorities and certificates, PID {@code fr.vaguemestre.igc}. */
@ObjectClassDefinition(name = "%config.name", description = "%config.description", localization = "OSGI-INF/l10n/igc")
@interface IgcConfig {
    /** {@code off}: a node in service, which trusts no test hierarchy; else the practice range, which trusts no other. */
    @AttributeDefinition
    String range() default "";

    /** Folder of the certificates that the servers read. */
    @AttributeDefinition
    String tls() default "/var/lib/vaguemestre/tls";

    /** Folder of public copies of the hospitals' own certificates, as the servers use them: {@code servers} and {@code clients}. */
    @AttributeDefinition
    String shown() default "/var/lib/vaguemestre/conf/shown";

    /** PEM file of the revocation lists in force. */
    @AttributeDefinition
    String crls() default "/var/lib/vaguemestre/crl/crls.pem";

    /** File of the secret, 64 hex digits, that our private keys are kept with; the same on all nodes. */
    @AttributeDefinition
    String keySecret() default "/var/lib/vaguemestre/secrets/igc-keys";

    /** Source of the keys that servers read from files: one that lets its keys out. {@code software} is always there. */
    @AttributeDefinition
    String serverSource() default "software";

    /**
     * Source of the operator's key as a client of national services, ORG_AUTH_CLI: {@code software}, {@code pkcs11} for a hardware
     * token, or the name of a vendor's. It is for new keys; those that are there stay where they are.
     */
    @AttributeDefinition
    String clientSource() default "software";

    /** Seconds between two looks at what other nodes changed, 1 to 3600. */
    @AttributeDefinition
    int lookSeconds() default 5;
}
