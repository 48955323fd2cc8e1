package fr.vaguemestre.audit;

import fr.vaguemestre.api.store.SchemaSource;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/** The trail's tables and the function that every unit of work ends with. */
@Component(service = SchemaSource.class)
public final class AuditSchema implements SchemaSource {
    @Override
    public String name() {
        return "audit";
    }

    @Override
    public String changelog() {
        return "db/audit/changelog.sql";
    }

    @Override
    public Set<String> after() {
        return Set.of("store");
    }
}
