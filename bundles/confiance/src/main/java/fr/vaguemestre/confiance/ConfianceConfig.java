package fr.vaguemestre.confiance;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the trust space, PID {@code fr.vaguemestre.confiance}. The defaults name no real service. */
@ObjectClassDefinition(
        name = "%config.name",
        description = "%config.description",
        localization = "OSGI-INF/l10n/confiance")
@interface ConfianceConfig {
    /** Whether this is a practice range or real: production refuses names and authorities of a range. */
    @AttributeDefinition
    boolean production() default false;

    /** Suffix of the trust space's domains. */
    @AttributeDefinition
    String suffix() default "mssante.test";

    /** Where the signed list is; HTTPS. */
    @AttributeDefinition
    String listUrl() default "https://localhost:18202/listeblanchemssante.xml";

    /** CN in the subject of the list's signer. */
    @AttributeDefinition
    String signerCn() default "Liste Blanche MSSante TEST";

    /** OU in the subject of the list's signer. */
    @AttributeDefinition
    String signerOu() default "318751275100020";

    /** PEM file of the authorities that we trust: roots and intermediates. */
    @AttributeDefinition
    String anchors() default "/var/lib/vaguemestre/tls/igc.pem";

    /** Distribution points of the revocation lists, one for each authority; DER or PEM. */
    @AttributeDefinition
    String[] crlUrls() default {"http://127.0.0.1:18201/root.crl", "http://127.0.0.1:18201/org-ca.crl"};

    /** PEM file of the revocation lists in force, which nginx reads. */
    @AttributeDefinition
    String crlFile() default "/var/lib/vaguemestre/crl/crls.pem";

    /** Minutes between two looks at the list, 1 to 1440. */
    @AttributeDefinition
    int refreshMinutes() default 60;

    /** Largest list taken, in bytes. */
    @AttributeDefinition
    long maxBytes() default 67_108_864;

    /** Seconds for one download, 1 to 600. */
    @AttributeDefinition
    int timeoutSeconds() default 60;

    /** A new list that lacks more than this share of the domains is held, in percent, 0 to 100. */
    @AttributeDefinition
    int shrinkPercent() default 20;
}
