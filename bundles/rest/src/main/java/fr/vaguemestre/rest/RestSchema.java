package fr.vaguemestre.rest;

import fr.vaguemestre.api.store.SchemaSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The tables of this bundle. */
@Component
public final class RestSchema implements SchemaSource {
    /** Names them. */
    @Activate
    public RestSchema() {}

    @Override
    public String name() {
        return "rest";
    }

    @Override
    public String changelog() {
        return "db/rest/changelog.sql";
    }
}
