package fr.vaguemestre.annuaire;

import fr.vaguemestre.api.store.SchemaSource;
import org.osgi.service.component.annotations.Component;

/** The tables of publications, and of the copy of the directory. */
@Component(service = SchemaSource.class)
public final class AnnuaireSchema implements SchemaSource {
    @Override
    public String name() {
        return "annuaire";
    }

    @Override
    public String changelog() {
        return "db/annuaire/changelog.sql";
    }
}
