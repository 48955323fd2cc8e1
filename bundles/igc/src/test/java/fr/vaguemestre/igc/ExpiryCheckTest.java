package fr.vaguemestre.igc;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.audit.AuditSchema;
import fr.vaguemestre.store.TestStore;
import fr.vaguemestre.testkit.Configs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.felix.hc.api.Result;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpiryCheckTest {
    private static final TestStore STORE = TestStore.with(new AuditSchema(), new IgcSchema());

    private final TestAuthority root = TestAuthority.root("CN=TEST AC RACINE,C=FR");
    private final X509Certificate leaf =
            root.leaf("CN=mx.operateur.mssante.test", TestAuthority.p256().getPublic(), extra -> {});

    @TempDir
    private Path folder;

    private FileKeeper keeper;
    private CertificateKeeper certificates;
    private IgcConfig config;

    @BeforeEach
    void start() throws Exception {
        Files.writeString(folder.resolve("base.pem"), Pem.of(List.of(root.certificate())));
        Files.writeString(folder.resolve("igc.pem"), Pem.of(List.of(root.certificate())));
        Files.writeString(folder.resolve("operateur.crt"), Pem.of(List.of(leaf, root.certificate())));
        config = Configs.of(
                IgcConfig.class,
                Map.of(
                        "tls",
                        folder.toString(),
                        "shown",
                        folder.resolve("shown").toString(),
                        "crls",
                        folder.resolve("crls.pem").toString()));
        keeper = new FileKeeper(config, new AuthorityRepository(STORE.work(), STORE.factory("igc")));
        certificates = new CertificateKeeper(
                config,
                new CertificateRepository(STORE.work(), STORE.factory("igc")),
                new KeySources(config, new SoftwareSource(config), List.of()),
                List.of());
    }

    @AfterEach
    void stop() throws InterruptedException {
        keeper.stop();
        certificates.stop();
    }

    @AfterAll
    static void end() {
        STORE.close();
    }

    /** The leaf lives for 365 days, its authority for 3650. */
    @ParameterizedTest
    @CsvSource({"275, 90", "306, 60", "336, 30", "351, 15", "359, 7", "364, 1"})
    @Tag("OP-75")
    void eachStepIsNamed(int daysLater, int step) {
        Result result = at(daysLater);
        assertThat(result.getStatus()).isEqualTo(Result.Status.WARN);
        assertThat(result.toString())
                .contains("operateur: CN=mx.operateur.mssante.test ends in less than " + step + " days")
                .contains("order its successor")
                .doesNotContain("load the next generation");
    }

    @Test
    void allIsWellLongBeforeAndWhatEndedIsTold() {
        assertThat(at(274).getStatus()).isEqualTo(Result.Status.OK);
        assertThat(at(274).toString()).contains("next to end: operateur: CN=mx.operateur.mssante.test");
        assertThat(at(366).toString()).contains("operateur: CN=mx.operateur.mssante.test ended on");
        assertThat(at(3640).toString()).contains("authority C=FR,CN=TEST AC RACINE ends in less than 15 days");
    }

    @Test
    void hospitalsOwnCertificatesAreWatchedByTheirPublicCopies() throws Exception {
        X509Certificate own =
                root.leaf("CN=mail.ch.mssante.test", TestAuthority.p256().getPublic(), extra -> {});
        for (String kind : List.of("servers", "clients")) {
            Path copies = Files.createDirectories(folder.resolve("shown").resolve(kind));
            Files.writeString(copies.resolve("mail.ch.mssante.test.crt"), Pem.of(List.of(own, root.certificate())));
        }
        assertThat(at(351).toString())
                .contains("servers/mail.ch.mssante.test: CN=mail.ch.mssante.test ends in less than 15 days")
                .contains("clients/mail.ch.mssante.test: CN=mail.ch.mssante.test ends in less than 15 days");
    }

    private Result at(int daysLater) {
        var clock = Clock.fixed(TestAuthority.NOW.plus(Duration.ofDays(daysLater)), ZoneOffset.UTC);
        return new ExpiryCheck(config, keeper, certificates, clock).execute();
    }
}
