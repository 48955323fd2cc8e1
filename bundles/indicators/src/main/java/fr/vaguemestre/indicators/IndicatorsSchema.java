package fr.vaguemestre.indicators;

import fr.vaguemestre.api.store.SchemaSource;
import org.osgi.service.component.annotations.Component;

/** The tables of the figures. */
@Component(service = SchemaSource.class)
public final class IndicatorsSchema implements SchemaSource {
    @Override
    public String name() {
        return "indicators";
    }

    @Override
    public String changelog() {
        return "db/indicators/changelog.sql";
    }
}
