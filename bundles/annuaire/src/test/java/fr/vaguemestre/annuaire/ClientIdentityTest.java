package fr.vaguemestre.annuaire;

import static org.assertj.core.api.Assertions.assertThat;

import fr.vaguemestre.api.annuaire.Deposit;
import fr.vaguemestre.api.annuaire.DepositAnswer;
import fr.vaguemestre.api.annuaire.DepositAnswer.Verdict;
import fr.vaguemestre.api.igc.ClientIdentity;
import fr.vaguemestre.api.problem.Unavailable;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where there is a certificate for national services, the directory is shown that one and the servers' files are left alone. */
class ClientIdentityTest {
    private TestHouse house;

    @BeforeEach
    void open() throws Exception {
        house = new TestHouse();
    }

    @AfterEach
    void close() {
        house.close();
    }

    private DepositAnswer told(Map<String, Object> settings, ClientIdentity... identities) {
        var publisher = new FhirPatchPublisher(house.config(settings), List.of(identities));
        return publisher.deposit(
                new Deposit("key", true, TestHouse.org("cardio", "Cardiologie", 1), TestHouse.TENANT, false));
    }

    @Test
    void theIdentityIsShownAndNoFileIsRead() {
        Map<String, Object> noFiles = Map.of("key", "/nowhere.key", "certificate", "/nowhere.crt");
        assertThat(told(noFiles).verdict()).as("without either").isEqualTo(Verdict.LATER);
        assertThat(told(noFiles, () -> Optional.of(operators())).verdict()).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void whereNoneIsInServiceTheServersIsShown() {
        assertThat(told(Map.of(), Optional::empty).verdict()).isEqualTo(Verdict.ACCEPTED);
    }

    @Test
    void whileItsKeyCannotBeUsedThePublicationWaits() {
        DepositAnswer answer = told(Map.of(), () -> {
            throw new Unavailable("pkcs11.token", "the token is away");
        });
        assertThat(answer.verdict()).isEqualTo(Verdict.LATER);
        assertThat(answer.detail()).contains("the token is away");
    }

    private KeyManager operators() {
        try {
            Path folder = house.igc().folder();
            String pem = Files.readString(folder.resolve("operateur.key"));
            byte[] pkcs8 = Base64.getDecoder()
                    .decode(pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", ""));
            try (InputStream in = Files.newInputStream(folder.resolve("operateur.crt"))) {
                Certificate[] chain = CertificateFactory.getInstance("X.509")
                        .generateCertificates(in)
                        .toArray(Certificate[]::new);
                KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
                store.load(null, null);
                String kind = chain[0].getPublicKey().getAlgorithm();
                store.setKeyEntry(
                        "own",
                        KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)),
                        new char[0],
                        chain);
                var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                factory.init(store, new char[0]);
                return factory.getKeyManagers()[0];
            }
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }
}
