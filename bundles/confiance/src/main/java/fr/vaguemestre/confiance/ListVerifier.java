package fr.vaguemestre.confiance;

import fr.vaguemestre.api.confiance.Verdict.Cause;
import fr.vaguemestre.confiance.ListRefused.Why;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/** From bytes of anybody to a list that the expected signer of the IGC made. */
final class ListVerifier {
    private static final Duration SKEW = Duration.ofDays(1);

    private final Igc igc;
    private final String signerCn;
    private final String signerOu;

    /** Expects a signer with that CN and OU in its subject. */
    ListVerifier(Igc igc, String signerCn, String signerOu) {
        this.igc = igc;
        this.signerCn = signerCn;
        this.signerOu = signerOu;
    }

    /** Verifies a list just fetched: its signer must be valid and provably not revoked now. */
    WhiteList fresh(byte[] bytes, Crls crls, Instant now) throws ListRefused {
        return verify(bytes, crls, now, now, true);
    }

    /**
     * Verifies a list that was accepted earlier: its signer must have been valid then, and not be revoked as far as is
     * known now, so that a restart without network keeps the list.
     */
    WhiteList kept(byte[] bytes, Crls crls, Instant acceptedAt, Instant now) throws ListRefused {
        return verify(bytes, crls, acceptedAt, now, false);
    }

    private WhiteList verify(byte[] bytes, Crls crls, Instant signerValidAt, Instant now, boolean current)
            throws ListRefused {
        var document = SafeXml.parse(bytes);
        Instant generatedAt = ListReader.generatedAt(document);
        var signature = ListSignature.of(document);
        X509Certificate signer = signature.signer();
        checkSigner(signer, signature.offered(), crls, signerValidAt, now, current);
        signature.verify(signer);
        if (generatedAt.isAfter(now.plus(SKEW))) {
            throw new ListRefused(Why.FUTURE, "made on " + generatedAt);
        }
        return ListReader.read(document, sha256(bytes));
    }

    private void checkSigner(
            X509Certificate signer,
            List<X509Certificate> offered,
            Crls crls,
            Instant validAt,
            Instant now,
            boolean current)
            throws ListRefused {
        try {
            var chain = igc.chain(signer, offered, validAt);
            try {
                crls.check(chain, now);
            } catch (CertificateRefused refused) {
                if (current || refused.reason() == Cause.REVOKED) {
                    throw refused;
                }
            }
        } catch (CertificateRefused refused) {
            throw new ListRefused(why(refused.reason()), String.valueOf(refused.getMessage()), refused);
        }
        var subject = Dn.of(signer.getSubjectX500Principal());
        boolean expected = subject.values("CN").equals(List.of(Dn.value(signerCn)))
                && subject.values("OU").contains(Dn.value(signerOu));
        if (!expected || !maySign(signer)) {
            throw new ListRefused(
                    Why.WRONG_SIGNER,
                    "signed by " + signer.getSubjectX500Principal().getName());
        }
    }

    private static boolean maySign(X509Certificate signer) {
        boolean[] usage = signer.getKeyUsage();
        return usage == null || usage[0] || usage[1]; // digitalSignature, nonRepudiation
    }

    private static Why why(Cause cause) {
        return switch (cause) {
            case EXPIRED -> Why.EXPIRED_SIGNER;
            case REVOKED -> Why.REVOKED_SIGNER;
            case CRL_EXPIRED -> Why.CRL_EXPIRED;
            default -> Why.UNTRUSTED_SIGNER;
        };
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
