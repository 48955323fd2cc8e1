package fr.vaguemestre.tenancy;

import fr.vaguemestre.api.store.SchemaSource;
import org.osgi.service.component.annotations.Component;

/** Tables of structures and domains, and the view that tells the mail servers their domains. */
@Component(service = SchemaSource.class)
public final class TenancySchema implements SchemaSource {
    @Override
    public String name() {
        return "tenancy";
    }

    @Override
    public String changelog() {
        return "db/tenancy/changelog.sql";
    }
}
