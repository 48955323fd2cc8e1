package fr.vaguemestre.range;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One imitation IGC for all tests of this module, and a verifier that shares no code with what it verifies. */
final class Practice {
    static final String SUFFIX = "mssante.test";
    static final String PUBLICATION = "http://127.0.0.1:27201";
    private static @Nullable RangeIgc shared;

    private Practice() {}

    static synchronized RangeIgc igc() throws IOException, GeneralSecurityException {
        RangeIgc igc = shared;
        if (igc == null) {
            Path folder = Files.createTempDirectory(Path.of("target"), "range");
            igc = RangeIgc.make(folder.resolve("igc"), PUBLICATION, SUFFIX, Clock.systemUTC());
            shared = igc;
        }
        return igc;
    }

    /** The same IGC in a folder that the test may change. */
    static RangeIgc copy(Path target) throws IOException, GeneralSecurityException {
        Path source = igc().folder();
        try (var inside = Files.walk(source)) {
            for (Path path : inside.toList()) {
                Files.copy(path, target.resolve(source.relativize(path)));
            }
        }
        return RangeIgc.open(target);
    }

    static EventLog log() {
        return log(new ByteArrayOutputStream());
    }

    static EventLog log(ByteArrayOutputStream out) {
        return new EventLog(new PrintStream(out, true), Clock.systemUTC(), "test");
    }

    /** Why the JDK refuses a chain against the root of the range and these CRLs; empty when it accepts it. */
    static Optional<Object> refusal(List<X509Certificate> chain, List<X509CRL> crls, Date at)
            throws GeneralSecurityException, IOException {
        var parameters = new PKIXParameters(Set.of(new TrustAnchor(igc().root(), null)));
        parameters.setDate(at);
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(crls)));
        var validator = CertPathValidator.getInstance("PKIX");
        if (validator.getRevocationChecker() instanceof PKIXRevocationChecker revocation) {
            revocation.setOptions(
                    EnumSet.of(PKIXRevocationChecker.Option.PREFER_CRLS, PKIXRevocationChecker.Option.NO_FALLBACK));
            parameters.addCertPathChecker(revocation);
        }
        try {
            validator.validate(CertificateFactory.getInstance("X.509").generateCertPath(chain), parameters);
            return Optional.empty();
        } catch (CertPathValidatorException refused) {
            return Optional.of(refused.getReason());
        }
    }

    static Optional<Object> refusal(RangeLeaf leaf) throws GeneralSecurityException, IOException {
        var igc = igc();
        return refusal(
                igc.identity(leaf).chain(),
                List.of(igc.rootCrl(), igc.orgCrl()),
                Date.from(Clock.systemUTC().instant()));
    }
}
