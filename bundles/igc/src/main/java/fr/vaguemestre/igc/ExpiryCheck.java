package fr.vaguemestre.igc;

import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Health of everything that ends: our certificates, what is sent with them, the authorities, the revocation lists. Warns from
 * 90 days before on and names the step that was passed (90, 60, 30, 15, 7, 1). A revocation list lives for days only: it is
 * named in the last quarter of its life, when it ought to have been renewed long since.
 */
@Component(
        configurationPid = "fr.vaguemestre.igc",
        property = {"hc.name=igc.expiry", "hc.tags=vaguemestre"})
public final class ExpiryCheck implements HealthCheck {
    private static final int[] STEPS = {1, 7, 15, 30, 60, 90};

    private final FileKeeper keeper;
    private final CertificateKeeper certificates;
    private final Path crls;
    private final Clock clock;

    /** Something that ends, from when it is to be told, and what to do about it. */
    private record Ending(String name, Instant end, Instant tellFrom, String advice) {}

    /** Looks at the files of that folder. */
    @Activate
    public ExpiryCheck(
            IgcConfig config,
            @Reference FileKeeper keeper,
            @Reference CertificateKeeper certificates,
            @Reference Clock clock) {
        this.certificates = certificates;
        this.keeper = keeper;
        this.crls = Path.of(config.crls());
        this.clock = clock;
    }

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        Instant now = clock.instant();
        List<Ending> all = all();
        keeper.failure().ifPresent(why -> log.warn("the authorities cannot be kept on this node: {}", why));
        certificates.failure().ifPresent(why -> log.warn("our certificates: {}", why));
        all.stream().filter(one -> !one.tellFrom().isAfter(now)).forEach(one -> tell(log, one, now));
        all.stream()
                .filter(one -> one.tellFrom().isAfter(now))
                .findFirst()
                .ifPresent(one -> log.info("next to end: {}, on {}", one.name(), one.end()));
        return new Result(log);
    }

    private static void tell(FormattingResultLog log, Ending one, Instant now) {
        Duration left = Duration.between(now, one.end());
        if (left.isNegative()) {
            log.warn("{} ended on {}: {}", one.name(), one.end(), one.advice());
            return;
        }
        OptionalInt step = IntStream.of(STEPS)
                .filter(days -> left.compareTo(Duration.ofDays(days)) <= 0)
                .findFirst();
        log.warn(
                "{} ends in less than {} days, on {}: {}",
                one.name(),
                step.isPresent() ? step.getAsInt() : left.toDays() + 1,
                one.end(),
                one.advice());
    }

    private List<Ending> all() {
        var all = new ArrayList<Ending>();
        keeper.folder()
                .own()
                .forEach((file, own) -> all.add(ending(file + ": " + name(own), own, "order its successor")));
        TlsFolder.read(keeper.folder().operator()).stream()
                .skip(1)
                .forEach(one -> all.add(ending("sent with ours: " + name(one), one, "load ours with its newer chain")));
        TlsFolder.read(keeper.folder().anchors())
                .forEach(one -> all.add(ending("authority " + name(one), one, "load the next generation")));
        RevocationLists.read(crls).forEach(list -> all.add(ending(list)));
        all.sort(Comparator.comparing(Ending::end));
        return all;
    }

    private static Ending ending(String name, X509Certificate certificate, String advice) {
        Instant end = certificate.getNotAfter().toInstant();
        return new Ending(name, end, end.minus(Duration.ofDays(STEPS[STEPS.length - 1])), advice);
    }

    private static Ending ending(X509CRL list) {
        Instant end = list.getNextUpdate().toInstant();
        Duration life = Duration.between(list.getThisUpdate().toInstant(), end);
        return new Ending(
                "revocation list of " + list.getIssuerX500Principal().getName(),
                end,
                end.minus(life.dividedBy(4)),
                "look whether its address can be reached");
    }

    private static String name(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName();
    }
}
