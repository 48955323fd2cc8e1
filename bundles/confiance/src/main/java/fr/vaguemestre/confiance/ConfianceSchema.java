package fr.vaguemestre.confiance;

import fr.vaguemestre.api.store.SchemaSource;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/** The table of the trust space. */
@Component(service = SchemaSource.class)
public final class ConfianceSchema implements SchemaSource {
    @Override
    public String name() {
        return "confiance";
    }

    @Override
    public String changelog() {
        return "db/confiance/changelog.sql";
    }

    @Override
    public Set<String> after() {
        return Set.of("store");
    }
}
