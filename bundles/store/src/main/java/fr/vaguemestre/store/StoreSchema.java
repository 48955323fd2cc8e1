package fr.vaguemestre.store;

import fr.vaguemestre.api.store.SchemaSource;
import org.osgi.service.component.annotations.Component;

/** The schemas themselves, the tenant of a transaction, and the outbox; what every other capability's tables stand on. */
@Component(service = SchemaSource.class)
public final class StoreSchema implements SchemaSource {
    /** The word of this bundle. */
    static final String NAME = "store";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String changelog() {
        return "db/store/changelog.sql";
    }
}
