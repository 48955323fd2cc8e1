package fr.vaguemestre.mailpostfix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Health of the quarantine: its senders were told "taken", so it warns of messages that nobody decided about for a day. */
@Component(
        service = HealthCheck.class,
        property = {"hc.name=mailpostfix.quarantine", "hc.tags=vaguemestre"},
        configurationPid = "fr.vaguemestre.mailpostfix")
public final class HeldCheck implements HealthCheck {
    private static final Duration SOON = Duration.ofDays(1);

    private final Clock clock;
    private final Path found;

    /** Counts what the filter noted. */
    @Activate
    public HeldCheck(@Reference Clock clock, MailPostfixConfig config) {
        this.clock = clock;
        this.found = Path.of(config.found());
    }

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        try {
            List<Instant> since = since();
            long late = since.stream()
                    .filter(at -> at.plus(SOON).isBefore(clock.instant()))
                    .count();
            if (late > 0) {
                log.warn("messages in quarantine that nobody decided about for a day: {}", late);
            } else {
                log.info("messages in quarantine: {}", since.size());
            }
        } catch (IOException failed) {
            log.warn("the quarantine cannot be looked at: {}", failed.toString());
        }
        return new Result(log);
    }

    private List<Instant> since() throws IOException {
        var since = new ArrayList<Instant>();
        try (Stream<Path> notes = Files.list(found)) {
            for (Path note : notes.filter(
                            one -> QueueProgram.isId(one.getFileName().toString()))
                    .toList()) {
                since.add(Files.getLastModifiedTime(note).toInstant());
            }
        } catch (NoSuchFileException decidedAlready) {
            // One of them, or the folder of a node without a filter.
        }
        return since;
    }
}
