package fr.vaguemestre.igc;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority made for a test, that issues whatever the test wants. */
record TestAuthority(String subject, X509Certificate certificate, KeyPair pair) {
    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final AtomicLong SERIAL = new AtomicLong(1);

    /** What is unusual about a certificate that is made. */
    interface Extra {
        void add(X509v3CertificateBuilder builder) throws IOException;
    }

    static TestAuthority root(String subject) {
        KeyPair pair = p256();
        return new TestAuthority(
                subject, issue(subject, subject, pair, pair.getPublic(), 3650, true, "SHA256withECDSA"), pair);
    }

    TestAuthority subordinate(String itsSubject) {
        KeyPair itsPair = p256();
        return new TestAuthority(
                itsSubject,
                issue(subject, itsSubject, pair, itsPair.getPublic(), 3000, true, "SHA256withECDSA"),
                itsPair);
    }

    X509Certificate leaf(String itsSubject, PublicKey key, Extra extra) {
        return make(subject, itsSubject, pair, key, NOW.plus(Duration.ofDays(365)), "SHA256withECDSA", extra);
    }

    /** Its list, with that certificate on it. */
    X509CRL crl(X509Certificate revoked) {
        var builder = new JcaX509v2CRLBuilder(certificate.getSubjectX500Principal(), Date.from(NOW));
        builder.setNextUpdate(Date.from(NOW.plus(Duration.ofDays(7))));
        builder.addCRLEntry(revoked.getSerialNumber(), Date.from(NOW), CRLReason.keyCompromise);
        try {
            return new JcaX509CRLConverter()
                    .getCRL(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException failed) {
            throw new IllegalStateException(failed);
        }
    }

    String name() {
        return certificate.getSubjectX500Principal().getName();
    }

    static X509Certificate selfSigned(String subject, KeyPair pair, int days, String algorithm) {
        return issue(subject, subject, pair, pair.getPublic(), days, true, algorithm);
    }

    static X509Certificate noAuthority(String subject) {
        KeyPair pair = p256();
        return issue(subject, subject, pair, pair.getPublic(), 365, false, "SHA256withECDSA");
    }

    private static X509Certificate issue(
            String issuer, String subject, KeyPair by, PublicKey key, int days, boolean authority, String algorithm) {
        return make(issuer, subject, by, key, NOW.plus(Duration.ofDays(days)), algorithm, builder -> {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            int usage = authority ? KeyUsage.keyCertSign | KeyUsage.cRLSign : KeyUsage.digitalSignature;
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
        });
    }

    private static X509Certificate make(
            String issuer, String subject, KeyPair by, PublicKey key, Instant end, String algorithm, Extra extra) {
        var builder = new JcaX509v3CertificateBuilder(
                new X500Name(issuer),
                BigInteger.valueOf(SERIAL.getAndIncrement()),
                Date.from(NOW.minus(Duration.ofDays(100))),
                Date.from(end),
                new X500Name(subject),
                key);
        try {
            extra.add(builder);
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(algorithm).build(by.getPrivate())));
        } catch (IOException | GeneralSecurityException | OperatorCreationException failed) {
            throw new IllegalStateException(failed);
        }
    }

    static KeyPair p256() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static KeyPair rsa(int bits) {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
