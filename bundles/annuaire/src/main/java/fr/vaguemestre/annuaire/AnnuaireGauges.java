package fr.vaguemestre.annuaire;

import fr.vaguemestre.api.monitoring.Meters;
import java.time.Clock;
import java.time.Duration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Shows the copy and the publications to Prometheus. */
@Component(service = AnnuaireGauges.class, immediate = true)
public final class AnnuaireGauges {
    /** Shows them as soon as there are meters. */
    @Activate
    public AnnuaireGauges(
            @Reference ExtractionJob job,
            @Reference OutboxPublicationService publications,
            @Reference Clock clock,
            @Reference Meters meters) {
        meters.gauge(
                "vaguemestre_annuaire_copy_age_seconds",
                "Age of the copy of the directory; NaN while there is none.",
                () -> job.copy()
                        .asOf()
                        .map(asOf ->
                                (double) Duration.between(asOf, clock.instant()).toSeconds())
                        .orElse(Double.NaN));
        meters.gauge(
                "vaguemestre_annuaire_publications_waiting",
                "Publications that wait for the directory.",
                () -> publications.book().waiting().due());
        meters.gauge(
                "vaguemestre_annuaire_publications_for_people",
                "Publications that wait for a person.",
                () -> publications.book().waiting().forPeople());
    }
}
