package fr.vaguemestre.annuaire;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the directory, PID {@code fr.vaguemestre.annuaire}. The defaults name no real service. */
@ObjectClassDefinition(
        name = "%config.name",
        description = "%config.description",
        localization = "OSGI-INF/l10n/annuaire")
@interface AnnuaireConfig {
    /** PID of these settings. */
    String PID = "fr.vaguemestre.annuaire";

    /** {@code on}: against the practice range; {@code off}: real; anything else: nobody is asked. */
    @AttributeDefinition
    String range() default "";

    /** Name of the publisher in use; empty publishes nothing. */
    @AttributeDefinition
    String publisher() default "";

    /** Name of the publisher in use on the practice range. */
    @AttributeDefinition
    String range_publisher() default "fhir-patch";

    /** Where the extraction is; HTTPS. Empty: none is fetched. */
    @AttributeDefinition
    String extractionUrl() default "";

    /** Where the practice range's extraction is. */
    @AttributeDefinition
    String range_extractionUrl() default "";

    /** Base of the directory's FHIR service; HTTPS. */
    @AttributeDefinition
    String fhirUrl() default "";

    /** Base of the practice range's FHIR service. */
    @AttributeDefinition
    String range_fhirUrl() default "";

    /** Identifier system of professionals, before {@code |} and the RPPS. */
    @AttributeDefinition
    String rppsSystem() default "https://rpps.esante.gouv.fr";

    /** Identifier system of structures, before {@code |} and the FINESS. */
    @AttributeDefinition
    String finessSystem() default "https://finess.esante.gouv.fr";

    /** Folder of the publisher {@code file}: deposits in {@code depots}, reports in {@code comptes-rendus}. */
    @AttributeDefinition
    String folder() default "/var/lib/vaguemestre/karaf/annuaire";

    /** PEM file of our certificate and its authority, shown to the directory. */
    @AttributeDefinition
    String certificate() default "/var/lib/vaguemestre/tls/operateur.crt";

    /** PEM file of its key. */
    @AttributeDefinition
    String key() default "/var/lib/vaguemestre/tls/operateur.key";

    /** PEM file of the authorities that the directory's certificate must come from. */
    @AttributeDefinition
    String anchors() default "/var/lib/vaguemestre/tls/igc.pem";

    /** Seconds that one answer of the directory may take, 1 to 120. */
    @AttributeDefinition
    int answerSeconds() default 10;

    /** Longest wait before a publication is tried again, in seconds, 1 to 86400. */
    @AttributeDefinition
    int longestWaitSeconds() default 300;

    /** Seconds between two looks at the file publisher's reports, 1 to 86400. */
    @AttributeDefinition
    int reportSeconds() default 60;

    /** Minutes between two looks for a newer extraction, 1 to 1440. */
    @AttributeDefinition
    int everyMinutes() default 60;

    /** Seconds that the download of the extraction may take, 1 to 3600. */
    @AttributeDefinition
    int downloadSeconds() default 600;

    /** Largest extraction taken, packed, in bytes, 1 or more. */
    @AttributeDefinition
    long maxBytes() default 268_435_456;

    /** A new extraction that lacks more than this share of the lines is held, in percent, 0 to 100. */
    @AttributeDefinition
    int shrinkPercent() default 20;

    /** Hours after which the copy counts as old, 1 to 8760. */
    @AttributeDefinition
    int staleHours() default 48;
}
