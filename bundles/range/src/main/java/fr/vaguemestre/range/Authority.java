package fr.vaguemestre.range;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certification authority of the range: its certificate, its key, and the acts of signing.
 *
 * @param publication where its own files are served, as {@code http://127.0.0.1:18201}; empty when nowhere
 * @param shortName the name of its files there, as {@code ACI-EL-ORG-TEST}
 */
record Authority(X509Certificate certificate, PrivateKey key, String publication, String shortName) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A time span of a certificate. */
    record Validity(Instant from, Instant until) {}

    static Authority selfSigned(String subject, Validity validity, String publication, String shortName)
            throws GeneralSecurityException, IOException, OperatorCreationException {
        KeyPair pair = publication.isEmpty() ? p256() : rsa();
        var name = name(subject);
        var builder = builder(name, name, pair.getPublic(), validity);
        authorityExtensions(builder, pair.getPublic(), Integer.MAX_VALUE);
        return new Authority(sign(builder, pair.getPrivate()), pair.getPrivate(), publication, shortName);
    }

    Authority subordinate(String subject, Validity validity, String itsShortName)
            throws GeneralSecurityException, IOException, OperatorCreationException {
        KeyPair pair = rsa();
        var builder = builder(issuer(), name(subject), pair.getPublic(), validity);
        authorityExtensions(builder, pair.getPublic(), 0);
        whereFrom(builder);
        return new Authority(sign(builder, key), pair.getPrivate(), publication, itsShortName);
    }

    /** Key and certificate of an end entity. */
    RangeIdentity issue(RangeLeaf leaf, String suffix, Validity validity)
            throws GeneralSecurityException, IOException, OperatorCreationException {
        KeyPair pair = leaf.isRsa() ? rsa() : p256();
        var builder = builder(issuer(), name(leaf.subject(suffix)), pair.getPublic(), validity);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.subjectKeyIdentifier, false, ids().createSubjectKeyIdentifier(pair.getPublic()));
        usage(builder, leaf.usage(), pair.getPublic());
        names(builder, leaf, suffix);
        whereFrom(builder);
        return new RangeIdentity(List.of(sign(builder, key), certificate), pair.getPrivate());
    }

    /** A CRL of this authority with the given serial numbers, all for key compromise at {@code since}. */
    X509CRL crl(Collection<BigInteger> revoked, Instant since, Validity validity)
            throws GeneralSecurityException, IOException, OperatorCreationException {
        var builder = new JcaX509v2CRLBuilder(certificate.getSubjectX500Principal(), Date.from(validity.from()));
        builder.setNextUpdate(Date.from(validity.until()));
        for (BigInteger serial : revoked) {
            builder.addCRLEntry(serial, Date.from(since), CRLReason.keyCompromise);
        }
        builder.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                ids().createAuthorityKeyIdentifier(certificate.getPublicKey()));
        builder.addExtension(
                Extension.cRLNumber,
                false,
                new CRLNumber(BigInteger.valueOf(validity.from().toEpochMilli())));
        return new JcaX509CRLConverter().getCRL(builder.build(signer(key)));
    }

    private X500Name issuer() {
        return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    }

    private static void authorityExtensions(X509v3CertificateBuilder builder, PublicKey key, int pathLength)
            throws GeneralSecurityException, IOException {
        var constraint =
                pathLength == Integer.MAX_VALUE ? new BasicConstraints(true) : new BasicConstraints(pathLength);
        builder.addExtension(Extension.basicConstraints, true, constraint);
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        builder.addExtension(Extension.subjectKeyIdentifier, false, ids().createSubjectKeyIdentifier(key));
    }

    private static void usage(X509v3CertificateBuilder builder, RangeLeaf.Usage usage, PublicKey key)
            throws IOException {
        int bits =
                switch (usage) {
                    // Only an RSA key can encipher a session key.
                    case SERV_SSL ->
                        KeyUsage.digitalSignature | (key.getAlgorithm().equals("RSA") ? KeyUsage.keyEncipherment : 0);
                    case ORG_AUTH_CLI -> KeyUsage.digitalSignature;
                    case ORG_SIGN -> KeyUsage.digitalSignature | KeyUsage.nonRepudiation;
                };
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(bits));
        switch (usage) {
            case SERV_SSL ->
                builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
                    KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                }));
            case ORG_AUTH_CLI ->
                builder.addExtension(
                        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
            case ORG_SIGN -> {}
        }
    }

    private static void names(X509v3CertificateBuilder builder, RangeLeaf leaf, String suffix) throws IOException {
        var names = new ArrayList<GeneralName>();
        leaf.dnsNames(suffix).forEach(name -> names.add(new GeneralName(GeneralName.dNSName, name)));
        if (leaf.onLoopback()) {
            names.add(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
        }
        if (!names.isEmpty()) {
            builder.addExtension(
                    Extension.subjectAlternativeName, false, new GeneralNames(names.toArray(GeneralName[]::new)));
        }
    }

    /** Issuer key, CRL distribution point and issuer's certificate: how a verifier finds the rest. */
    private void whereFrom(X509v3CertificateBuilder builder) throws GeneralSecurityException, IOException {
        builder.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                ids().createAuthorityKeyIdentifier(certificate.getPublicKey()));
        if (publication.isEmpty()) {
            return;
        }
        var crl = new GeneralName(GeneralName.uniformResourceIdentifier, publication + "/CRL/" + shortName + ".crl");
        var point = new DistributionPoint(new DistributionPointName(new GeneralNames(crl)), null, null);
        builder.addExtension(Extension.cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[] {point}));
        var ca = new GeneralName(GeneralName.uniformResourceIdentifier, publication + "/AC/" + shortName + ".cer");
        builder.addExtension(
                Extension.authorityInfoAccess,
                false,
                new AuthorityInformationAccess(AccessDescription.id_ad_caIssuers, ca));
    }

    private static X509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, PublicKey key, Validity validity) {
        byte[] serial = new byte[16];
        RANDOM.nextBytes(serial);
        serial[0] = (byte) ((serial[0] & 0x7f) | 0x40);
        var number = new BigInteger(1, serial);
        return new JcaX509v3CertificateBuilder(
                issuer, number, Date.from(validity.from()), Date.from(validity.until()), subject, key);
    }

    /** The white list writes CN first; a certificate holds C first. */
    private static X500Name name(String subject) {
        var listed = new X500Name(BCStyle.INSTANCE, subject).getRDNs();
        return new X500Name(BCStyle.INSTANCE, List.of(listed).reversed().toArray(listed.clone()));
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException, OperatorCreationException {
        return new JcaX509CertificateConverter().getCertificate(builder.build(signer(key)));
    }

    private static ContentSigner signer(PrivateKey key) throws OperatorCreationException {
        boolean rsa = key.getAlgorithm().equals("RSA");
        return new JcaContentSignerBuilder(rsa ? "SHA256withRSA" : "SHA256withECDSA").build(key);
    }

    private static JcaX509ExtensionUtils ids() throws GeneralSecurityException {
        return new JcaX509ExtensionUtils();
    }

    private static KeyPair rsa() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private static KeyPair p256() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }
}
