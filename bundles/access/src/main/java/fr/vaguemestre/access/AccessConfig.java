package fr.vaguemestre.access;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** {@code etc/fr.vaguemestre.access.cfg}. */
@ObjectClassDefinition(name = "Vaguemestre access")
@interface AccessConfig {
    @AttributeDefinition(description = "PEM file (PKCS#8) of the RSA key that signs access tokens, at least 2048 bits")
    String keyFile() default "/var/lib/vaguemestre/secrets/jwt.key";

    @AttributeDefinition(description = "Life of an access token, 5 to 60 minutes")
    int accessMinutes() default 10;

    @AttributeDefinition(description = "Life of a refresh token that is not used, 1 to 168 hours")
    int refreshHours() default 12;

    @AttributeDefinition(description = "Longest life of a session, however often refreshed, 1 to 90 days")
    int sessionDays() default 7;

    @AttributeDefinition(description = "Most passwords checked at once, 1 or more; each takes 19 MiB for about 60 ms")
    int concurrentHashes() default 4;

    @AttributeDefinition(
            description =
                    "File with the first password of the account admin; read only while no super administrator exists")
    String adminFile() default "/var/lib/vaguemestre/secrets/admin";
}
