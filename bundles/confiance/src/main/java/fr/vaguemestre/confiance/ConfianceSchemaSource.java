package fr.vaguemestre.confiance;

import fr.vaguemestre.api.store.SchemaSource;
import org.osgi.service.component.annotations.Component;

/** The table of the trust space. */
@Component
public final class ConfianceSchemaSource implements SchemaSource {
    @Override
    public String name() {
        return "confiance";
    }

    @Override
    public String changelog() {
        return "db/confiance/changelog.sql";
    }
}
