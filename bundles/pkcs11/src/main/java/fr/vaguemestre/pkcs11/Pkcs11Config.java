package fr.vaguemestre.pkcs11;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** {@code etc/fr.vaguemestre.pkcs11.cfg}. */
@ObjectClassDefinition(
        name = "%config.name",
        description = "%config.description",
        localization = "OSGI-INF/l10n/pkcs11")
@interface Pkcs11Config {
    /** File of the token's module (PKCS #11), as its manufacturer delivers it; empty: there is no token. */
    @AttributeDefinition
    String library() default "";

    /** Number of the slot that the token is in; empty: the first one that the module tells. */
    @AttributeDefinition
    String slot() default "";

    /** File that holds the PIN of the token's user on one line. It is read at each sign-in, and stands nowhere else. */
    @AttributeDefinition
    String pinFile() default "/var/lib/vaguemestre/secrets/pkcs11-pin";
}
