package fr.vaguemestre.annuaire;

import fr.vaguemestre.annuaire.PublicationRepository.Waiting;
import java.time.Clock;
import java.time.Duration;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Health of the way to the directory: warns when publications wait for hours. What waits for a person is only counted. */
@Component(property = {"hc.name=annuaire.publications", "hc.tags=vaguemestre"})
public final class PublicationCheck implements HealthCheck {
    private static final Duration LONG = Duration.ofHours(4);

    private final OutboxPublicationService publications;
    private final Clock clock;

    /** Looks at those publications. */
    @Activate
    public PublicationCheck(@Reference OutboxPublicationService publications, @Reference Clock clock) {
        this.publications = publications;
        this.clock = clock;
    }

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        if (publications.chosen().isEmpty()) {
            log.info("no publisher is set: mailboxes are not told to the directory");
            return new Result(log);
        }
        Waiting waiting = publications.book().waiting();
        boolean tooLong = waiting.oldest()
                .filter(since -> Duration.between(since, clock.instant()).compareTo(LONG) > 0)
                .isPresent();
        String words = waiting.due() + " publications wait for the directory, " + waiting.forPeople() + " for a person";
        if (tooLong) {
            log.warn("{}, the oldest since {}", words, waiting.oldest().orElseThrow());
        } else {
            log.info("{}", words);
        }
        return new Result(log);
    }
}
