package fr.vaguemestre.access;

import fr.vaguemestre.api.store.SchemaSource;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The tables of this bundle. */
@Component(service = SchemaSource.class)
public final class AccessSchema implements SchemaSource {
    /** Names them. */
    @Activate
    public AccessSchema() {}

    @Override
    public String name() {
        return "access";
    }

    @Override
    public String changelog() {
        return "db/access/changelog.sql";
    }

    /** Signing in is audited, so the trail comes first. */
    @Override
    public Set<String> after() {
        return Set.of("store", "audit");
    }
}
