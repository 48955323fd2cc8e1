package fr.vaguemestre.mailpostfix;

import fr.vaguemestre.api.messages.SignatureFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Health of the scanner for malware: warns while it does not answer (mail then waits at its senders), and of signatures that are
 * old or, outside the practice range, missing.
 */
@Component(
        service = HealthCheck.class,
        property = {"hc.name=mailpostfix.scanner", "hc.tags=vaguemestre"},
        configurationPid = "fr.vaguemestre.mailpostfix")
public final class ScannerCheck implements HealthCheck {
    private static final Duration AT_MOST = Duration.ofSeconds(3);

    private final Clock clock;
    private final Clamd scanner;
    private final SignatureFolder signatures;
    private final Path runs;
    private final int oldDays;
    private final boolean practice;

    /** Asks at the configured socket. */
    @Activate
    public ScannerCheck(@Reference Clock clock, MailPostfixConfig config) {
        this.clock = clock;
        this.scanner = new Clamd(Path.of(config.scannerSocket()), AT_MOST);
        this.signatures = new SignatureFolder(config);
        this.runs = Path.of(config.scannerSwitch());
        this.oldDays = config.signaturesOldDays();
        this.practice = config.range().equals("on");
    }

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        if (!Files.exists(runs)) {
            log.info("switched off ({} is not there): mail is not looked at for malware", runs);
            return new Result(log);
        }
        try {
            log.info("{} answers", scanner.ask("VERSION").replaceFirst("/.*", ""));
        } catch (IOException away) {
            log.warn("the scanner for malware does not answer, mail waits at its senders: {}", away.getMessage());
        }
        Optional<SignatureFile> newest = signatures.files().stream()
                .filter(file -> !file.shipped())
                .max(Comparator.comparing(SignatureFile::madeAt));
        if (newest.isPresent()) {
            aged(log, newest.get());
        } else if (practice) {
            log.info("it knows the test file only: no signatures were imported");
        } else {
            log.warn("it knows the test file only: import signatures");
        }
        return new Result(log);
    }

    private void aged(FormattingResultLog log, SignatureFile newest) {
        Instant now = clock.instant();
        long days = Math.max(0, Duration.between(newest.madeAt(), now).toDays());
        if (days >= oldDays) {
            log.warn("the newest signatures, {}, are {} days old: import others", newest.name(), days);
        } else {
            log.info("the newest signatures, {}, are {} days old", newest.name(), days);
        }
    }
}
