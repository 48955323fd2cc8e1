package fr.vaguemestre.monitoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Warns before the file system of the state is full. */
@Component(
        configurationPid = "fr.vaguemestre.monitoring",
        service = HealthCheck.class,
        property = {HealthCheck.NAME + "=disk", HealthCheck.TAGS + "=vaguemestre"})
public final class DiskCheck implements HealthCheck {
    private final Path state;
    private final long least;

    /** Checks the file system of the configured folder. */
    @Activate
    public DiskCheck(MonitoringConfig config) {
        this.state = Path.of(config.state());
        this.least = config.diskWarningBytes();
    }

    @Override
    public Result execute() {
        try {
            long free = Files.getFileStore(state).getUsableSpace();
            return new Result(free < least ? Result.Status.WARN : Result.Status.OK, free / 1_048_576 + " MiB free");
        } catch (IOException e) {
            return new Result(Result.Status.WARN, "cannot read " + state + ": " + e.getMessage());
        }
    }
}
