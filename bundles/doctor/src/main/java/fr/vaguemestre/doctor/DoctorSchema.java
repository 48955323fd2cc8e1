package fr.vaguemestre.doctor;

import fr.vaguemestre.api.store.SchemaSource;
import org.osgi.service.component.annotations.Component;

/** The tables of rounds and findings. */
@Component(service = SchemaSource.class)
public final class DoctorSchema implements SchemaSource {
    @Override
    public String name() {
        return "doctor";
    }

    @Override
    public String changelog() {
        return "db/doctor/changelog.sql";
    }
}
