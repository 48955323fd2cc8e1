package fr.vaguemestre.api.store;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * The tables of one capability, migrated before its persistence unit opens. Register it as a service; once its changes
 * are in the database the store publishes a {@code javax.sql.DataSource} with {@code osgi.jndi.service.name=vm-<name>}
 * that the capability's {@code persistence.xml} names.
 */
@ConsumerType
public interface SchemaSource {
    /** The capability's word: prefix of its tables, name of its persistence unit. */
    String name();

    /** Path of the Liquibase changelog (formatted SQL) in the capability's bundle, for example {@code db/bal/changelog.sql}. */
    String changelog();

    /** Words of the capabilities whose tables this one refers to; their changes come first. */
    default java.util.Set<String> after() {
        return java.util.Set.of();
    }
}
