package fr.vaguemestre.indicators;

import fr.vaguemestre.api.igc.ClientIdentity;
import fr.vaguemestre.api.indicators.MonthReport;
import fr.vaguemestre.api.indicators.Submission;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands closed months in, one after the other, and again after a growing wait until there is a receipt. */
@Component(service = SubmissionJob.class, immediate = true, configurationPid = "fr.vaguemestre.indicators")
@Designate(ocd = IndicatorsConfig.class)
public final class SubmissionJob {
    private static final Logger LOG = LoggerFactory.getLogger(SubmissionJob.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final Duration CLAIM = Duration.ofMinutes(2);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    private static final int MOST_DOUBLINGS = 9;
    private static final String ON = "on";

    @Reference
    private volatile List<ClientIdentity> identities = List.of();

    private final SubmissionRepository submissions;
    private final MonthRepository months;
    private final Clock clock;
    private final Optional<Receiver> receiver;
    private final Optional<Watch> watch;

    /** Starts to look. */
    @Activate
    public SubmissionJob(
            @Reference SubmissionRepository submissions,
            @Reference MonthRepository months,
            @Reference Clock clock,
            IndicatorsConfig config) {
        this.submissions = submissions;
        this.months = months;
        this.clock = clock;
        String url = config.range().equals(ON) ? config.range_url() : config.url();
        this.receiver =
                url.isBlank() ? Optional.empty() : Optional.of(new HttpsReceiver(url, config, () -> identities));
        this.watch = Optional.of(new Watch("indicators-submission", LOOK_EVERY, this::handIn));
    }

    SubmissionJob(SubmissionRepository submissions, MonthRepository months, Clock clock, Receiver receiver) {
        this.submissions = submissions;
        this.months = months;
        this.clock = clock;
        this.receiver = Optional.of(receiver);
        this.watch = Optional.empty();
    }

    /** Stops. */
    @Deactivate
    public void close() throws InterruptedException {
        if (watch.isPresent()) {
            watch.get().stop();
        }
    }

    /** Whether there is anybody to hand in to. */
    boolean hasReceiver() {
        return receiver.isPresent();
    }

    /** Looks at once. */
    void wake() {
        watch.ifPresent(Watch::wake);
    }

    /** Hands in whatever is due. */
    void handIn() throws InterruptedException {
        if (receiver.isEmpty()) {
            return;
        }
        for (Submission due : submissions.due(clock.instant())) {
            Instant now = clock.instant();
            if (submissions.claim(due, now, now.plus(CLAIM))) {
                handIn(receiver.get(), due);
            }
        }
    }

    private void handIn(Receiver to, Submission due) throws InterruptedException {
        MonthReport report = Report.of(
                        months.closed(due.structure(), due.month()).orElseThrow())
                .toMonth(due.month(), due.structure(), true);
        try {
            Receiver.Receipt receipt =
                    to.deposit(due.structure(), due.month().toString(), report.digest(), report.json());
            submissions.accepted(due, receipt.id(), receipt.at());
            LOG.info("{} of {} was taken, receipt {}", due.month(), due.structure(), receipt.id());
        } catch (Receiver.RefusedException refused) {
            submissions.refused(due, told(refused));
            LOG.warn("{} of {} was refused: {}", due.month(), due.structure(), refused.getMessage());
        } catch (IOException unknown) {
            Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(due.attempts(), MOST_DOUBLINGS));
            submissions.later(due, told(unknown), clock.instant().plus(wait));
            LOG.warn("{} of {} waits {} to be handed in: {}", due.month(), due.structure(), wait, unknown.toString());
        }
    }

    private static String told(Exception why) {
        return why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
    }
}
