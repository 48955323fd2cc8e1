package fr.vaguemestre.confiance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
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
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCertificateServiceTest {
    @TempDir
    Path folder;

    @Test
    @Tag("fault-40")
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
        var service = new FileCertificateService(
                broken, folder.resolve("none.pem"), folder.resolve("shown"), Clock.systemUTC());
        assertThat(service.installed(Caller.operator("root", "t"))).isEmpty();
    }

    @Test
    void hospitalsOwnCertificatesAreToldWithTheDomainTheyServeToWhoAdministersIt() throws Exception {
        try (var space = new TestSpace()) {
            Path servers = Files.createDirectories(folder.resolve("shown/servers"));
            Path clients = Files.createDirectories(folder.resolve("shown/clients"));
            Files.writeString(servers.resolve("mail.ch-a.mssante.test.crt"), pem(space.certificate(RangeLeaf.VALIDE)));
            Files.writeString(clients.resolve("ch-b.mssante.test.crt"), pem(space.certificate(RangeLeaf.PAIR)));
            var service = new FileCertificateService(
                    folder.resolve("none.crt"), folder.resolve("none.pem"), folder.resolve("shown"), Clock.systemUTC());

            assertThat(service.installed(Caller.operator("root", "t")))
                    .extracting(InstalledCertificate::use, InstalledCertificate::name, InstalledCertificate::domain)
                    .containsExactlyInAnyOrder(
                            tuple(
                                    Use.SERVER_NAME,
                                    Optional.of("mail.ch-a.mssante.test"),
                                    Optional.of("ch-a.mssante.test")),
                            tuple(Use.CLIENT, Optional.of("ch-b.mssante.test"), Optional.of("ch-b.mssante.test")));
            assertThat(service.installed(administrator("ch-b.mssante.test")))
                    .extracting(InstalledCertificate::use)
                    .containsExactly(Use.CLIENT);
            assertThat(service.installed(administrator("mssante.test"))).isEmpty();
        }
    }

    private static Caller administrator(String domain) {
        return new Caller(
                "ada", "Ada", Optional.of("750000018"), Set.of(Role.DOMAIN_ADMIN), Set.of(domain), Set.of(), "t");
    }

    @Test
    void ourOwnCertificatesAreNotForAdministratorsOfDomains() throws Exception {
        try (var space = new TestSpace()) {
            Path own = folder.resolve("own.crt");
            Files.writeString(own, pem(space.certificate(RangeLeaf.VALIDE)));
            var service = new FileCertificateService(own, own, folder.resolve("shown"), Clock.systemUTC());
            assertThat(service.installed(Caller.operator("root", "t"))).hasSize(2);
            assertThat(service.installed(administrator("ch-b.mssante.test"))).isEmpty();
        }
    }

    @Test
    void onlyAdministratorsAreTold() {
        var service = new FileCertificateService(folder, folder, folder, Clock.systemUTC());
        assertThatThrownBy(() -> service.installed(Caller.system("750000018", "t")))
                .isInstanceOf(Forbidden.class);
    }

    private InstalledCertificate told(Path pem, Instant now) {
        var service = new FileCertificateService(
                pem, folder.resolve("none.pem"), folder.resolve("shown"), Clock.fixed(now, ZoneOffset.UTC));
        List<InstalledCertificate> all = service.installed(Caller.operator("root", "t"));
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private static String pem(X509Certificate certificate) throws Exception {
        return "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }
}
