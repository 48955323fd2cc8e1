package fr.vaguemestre.confiance;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the trust space, PID {@code fr.vaguemestre.confiance}. The defaults name no real service. */
@ObjectClassDefinition(
        name = "%config.name",
        description = "%config.description",
        localization = "OSGI-INF/l10n/confiance")
@interface ConfianceConfig {
    /** {@code on}: against the practice range; {@code off}: real; anything else: nothing is fetched at all. */
    @AttributeDefinition
    String range() default "";

    /** Where the signed list is; HTTPS. */
    @AttributeDefinition
    String listUrl() default "";

    /** CN in the subject of the list's signer. */
    @AttributeDefinition
    String signerCn() default "";

    /** OU in the subject of the list's signer. */
    @AttributeDefinition
    String signerOu() default "318751275100020";

    /** Distribution points of the revocation lists, one for each authority, with commas in between; DER or PEM. */
    @AttributeDefinition
    String crlUrls() default "";

    /** Where the practice range's list is. */
    @AttributeDefinition
    String range_listUrl() default "https://localhost:18202/listeblanchemssante.xml";

    /** CN of the signer of the practice range's list. */
    @AttributeDefinition
    String range_signerCn() default "Liste Blanche MSSante TEST";

    /** Distribution points of the practice range's revocation lists. */
    @AttributeDefinition
    String range_crlUrls() default
            "http://127.0.0.1:18201/CRL/ACR-EL-TEST.crl,http://127.0.0.1:18201/CRL/ACI-EL-ORG-TEST.crl";

    /** Domains that the practice range answers for, with commas in between; mail to all others is refused on a range. */
    @AttributeDefinition
    String range_domains() default
            "pair.mssante.test,partage.mssante.test,valide.mssante.test,expire.mssante.test,revoque.mssante.test,"
                    + "nonigc.mssante.test,nomatch.mssante.test,cndiffdn.mssante.test,sans-tls.mssante.test,"
                    + "liste-grise.mssante.test,petit.mssante.test,lent.mssante.test,coupe.mssante.test,"
                    + "guillemets.mssante.test,autreprofil.mssante.test,cinq.mssante.test,espaces.mssante.test,"
                    + "patient.mssante.test";

    /** Our name in EHLO when other operators' servers are looked at. */
    @AttributeDefinition
    String hostName() default "mx.operateur.mssante.test";

    /** PEM file of our certificate and its authority. */
    @AttributeDefinition
    String certificate() default "/var/lib/vaguemestre/tls/operateur.crt";

    /** PEM file of its key. */
    @AttributeDefinition
    String key() default "/var/lib/vaguemestre/tls/operateur.key";

    /** PEM file of the authorities that we trust: roots and intermediates. */
    @AttributeDefinition
    String anchors() default "/var/lib/vaguemestre/tls/igc.pem";

    /** PEM file of the revocation lists in force, which nginx reads. */
    @AttributeDefinition
    String crlFile() default "/var/lib/vaguemestre/crl/crls.pem";

    /** Minutes between two looks at the list, 1 to 1440. */
    @AttributeDefinition
    int refreshMinutes() default 60;

    /**
     * Hours without a confirmation of the list after which mail with other operators waits, 0 to 720; with 0 it flows on the last
     * list for as long as none is confirmed.
     */
    @AttributeDefinition
    int staleStopHours() default 0;

    /** Largest list taken, in bytes, 1 or more. */
    @AttributeDefinition
    long maxBytes() default 67_108_864;

    /** Seconds for one download, 1 to 600. */
    @AttributeDefinition
    int timeoutSeconds() default 60;

    /** A new list that lacks more than this share of the domains is held, in percent, 0 to 100. */
    @AttributeDefinition
    int shrinkPercent() default 20;

    /** What lists changed is kept for that many days, 1 to 3650. */
    @AttributeDefinition
    int historyDays() default 730;

    /** What lists changed is kept for that many lists, the newest ones, 1 to 100000. */
    @AttributeDefinition
    int historyLists() default 5000;

    /** Folder of public copies of the hospitals' own certificates, as the servers use them: {@code servers} and {@code clients}. */
    @AttributeDefinition
    String shown() default "/var/lib/vaguemestre/conf/shown";
}
