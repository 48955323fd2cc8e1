package fr.vaguemestre.confiance;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.confiance.CertificateService;
import fr.vaguemestre.api.confiance.InstalledCertificate;
import fr.vaguemestre.api.confiance.InstalledCertificate.Use;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the files at each question, so that a certificate that was renewed is told at once. */
@Component(configurationPid = "fr.vaguemestre.confiance")
public final class FileCertificateService implements CertificateService {
    private static final Logger LOG = LoggerFactory.getLogger(FileCertificateService.class);

    private final Path own;
    private final Path anchors;
    private final ShownFolder shown;
    private final Clock clock;

    /** Called by Declarative Services. */
    @Activate
    public FileCertificateService(ConfianceConfig config, @Reference Clock clock) {
        this(Path.of(config.certificate()), Path.of(config.anchors()), Path.of(config.shown()), clock);
    }

    FileCertificateService(Path own, Path anchors, Path shown, Clock clock) {
        this.own = own;
        this.anchors = anchors;
        this.shown = new ShownFolder(shown);
        this.clock = clock;
    }

    @Override
    public List<InstalledCertificate> installed(Caller caller) {
        caller.require(Role.SUPER_ADMIN, Role.DOMAIN_ADMIN);
        List<InstalledCertificate> all = new ArrayList<>();
        if (caller.is(Role.SUPER_ADMIN)) {
            List<X509Certificate> chain = read(own);
            for (int i = 0; i < chain.size(); i++) {
                all.add(told(i == 0 ? Use.OPERATOR : Use.CHAIN, chain.get(i)));
            }
            read(anchors).forEach(authority -> all.add(told(Use.AUTHORITY, authority)));
        }
        // The settings of mail programs know a server's domain by the same rule (bin/server-names).
        shown.servers().forEach((name, leaf) -> {
            String domain = name.substring(name.indexOf('.') + 1);
            all.add(told(Use.SERVER_NAME, leaf, Optional.of(name), Optional.of(domain)));
        });
        shown.clients()
                .forEach((domain, leaf) -> all.add(told(Use.CLIENT, leaf, Optional.of(domain), Optional.of(domain))));
        all.removeIf(one ->
                one.domain().filter(domain -> !caller.administers(domain)).isPresent());
        all.sort(Comparator.comparing(InstalledCertificate::notAfter)
                .thenComparing(InstalledCertificate::use)
                .thenComparing(one -> one.name().orElse("")));
        return all;
    }

    /** The certificates of a file; none where there is no such file yet, or nothing that can be read. */
    static List<X509Certificate> read(Path pem) {
        if (Files.notExists(pem)) {
            return List.of();
        }
        try (InputStream in = Files.newInputStream(pem)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (IOException | GeneralSecurityException unreadable) {
            LOG.warn("certificates of {} cannot be read: {}", pem, unreadable.getMessage());
            return List.of();
        }
    }

    private InstalledCertificate told(Use use, X509Certificate certificate) {
        return told(use, certificate, Optional.empty(), Optional.empty());
    }

    private InstalledCertificate told(
            Use use, X509Certificate certificate, Optional<String> name, Optional<String> domain) {
        Instant end = certificate.getNotAfter().toInstant();
        return new InstalledCertificate(
                use,
                certificate.getSubjectX500Principal().getName(),
                certificate.getIssuerX500Principal().getName(),
                certificate.getSerialNumber().toString(16),
                certificate.getNotBefore().toInstant(),
                end,
                Math.floorDiv(Duration.between(clock.instant(), end).toSeconds(), 86_400),
                fingerprint(certificate),
                name,
                domain);
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.ofDelimiter(":")
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()))
                    .toUpperCase(Locale.ROOT);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
