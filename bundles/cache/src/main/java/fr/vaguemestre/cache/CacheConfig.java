package fr.vaguemestre.cache;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** {@code etc/fr.vaguemestre.cache.cfg}. */
@ObjectClassDefinition(name = "Vaguemestre cache")
@interface CacheConfig {
    @AttributeDefinition(description = "Address of Redis")
    String host() default "127.0.0.1";

    @AttributeDefinition(description = "TCP port of Redis, 1 to 65535")
    int port() default 18079;

    @AttributeDefinition(description = "File that holds the password of Redis on one line; empty for none")
    String passwordFile() default "";

    @AttributeDefinition(
            description =
                    "Longest wait for Redis, in milliseconds, 1 or more, before this JVM's memory answers instead")
    int timeoutMillis() default 300;

    @AttributeDefinition(description = "Most values kept in this JVM's memory while Redis is away, 1 or more")
    int memoryEntries() default 20_000;
}
