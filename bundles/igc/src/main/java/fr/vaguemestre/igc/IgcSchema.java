package fr.vaguemestre.igc;

import fr.vaguemestre.api.store.SchemaSource;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/** The tables of authorities and certificates. */
@Component(service = SchemaSource.class)
public final class IgcSchema implements SchemaSource {
    @Override
    public String name() {
        return "igc";
    }

    @Override
    public String changelog() {
        return "db/igc/changelog.sql";
    }

    @Override
    public Set<String> after() {
        return Set.of("store");
    }
}
