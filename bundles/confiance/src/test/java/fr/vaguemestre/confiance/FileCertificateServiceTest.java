package fr.vaguemestre.confiance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.confiance.InstalledCertificate;
import fr.vaguemestre.api.confiance.InstalledCertificate.Use;
import fr.vaguemestre.api.problem.Forbidden;
import fr.vaguemestre.range.RangeLeaf;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCertificateServiceTest {
    @TempDir
    Path folder;

    @Test
    void eachCertificateIsToldWithTheDaysThatAreLeft() throws Exception {
        try (var space = new TestSpace()) {
            X509Certificate own = space.certificate(RangeLeaf.VALIDE);
            Path pem = folder.resolve("own.crt");
            Files.writeString(pem, pem(own));
            Instant end = own.getNotAfter().toInstant();
            InstalledCertificate told = told(pem, end.minus(Duration.ofDays(12)).minusSeconds(1));
            assertThat(told.use()).isEqualTo(Use.OPERATOR);
            assertThat(told.daysLeft()).isEqualTo(12);
            assertThat(told.notAfter()).isEqualTo(end);
            assertThat(told.subject()).isEqualTo(own.getSubjectX500Principal().getName());
            assertThat(told.fingerprint()).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
            assertThat(told(pem, end.plusSeconds(1)).daysLeft()).isNegative();
        }
    }

    @Test
    void nothingIsToldOfFilesThatAreNotThereOrNoCertificates() throws Exception {
        Path broken = folder.resolve("broken.crt");
        Files.writeString(broken, "-----BEGIN CERTIFICATE-----\nnone\n-----END CERTIFICATE-----\n");
        var service = new FileCertificateService(broken, folder.resolve("none.pem"), Clock.systemUTC());
        assertThat(service.installed(Caller.operator("root", "t"))).isEmpty();
    }

    @Test
    void onlySuperAdministratorsAreTold() {
        var service = new FileCertificateService(folder, folder, Clock.systemUTC());
        assertThatThrownBy(() -> service.installed(Caller.system("750000018", "t")))
                .isInstanceOf(Forbidden.class);
    }

    private InstalledCertificate told(Path pem, Instant now) {
        var service = new FileCertificateService(pem, folder.resolve("none.pem"), Clock.fixed(now, ZoneOffset.UTC));
        List<InstalledCertificate> all = service.installed(Caller.operator("root", "t"));
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private static String pem(X509Certificate certificate) throws Exception {
        return "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }
}
