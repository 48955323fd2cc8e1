package fr.vaguemestre.igc;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;

/** What an authority makes of a request, rightly or not. */
final class TestRequest {
    private TestRequest() {}

    /** As it was asked for. */
    static X509Certificate issued(TestAuthority by, String csr, String subject, String... names) {
        return issued(
                by,
                csr,
                subject,
                List.of(names),
                KeyUsage.digitalSignature,
                KeyPurposeId.id_kp_serverAuth,
                KeyPurposeId.id_kp_clientAuth);
    }

    static X509Certificate issued(
            TestAuthority by, String csr, String subject, List<String> names, int usage, KeyPurposeId... purposes) {
        return by.leaf(subject, KeyRequest.read(csr).key(), builder -> {
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
            if (purposes.length > 0) {
                builder.addExtension(
                        Extension.extendedKeyUsage,
                        false,
                        new ExtendedKeyUsage(Arrays.copyOf(purposes, purposes.length)));
            }
            names(builder, names);
        });
    }

    private static void names(X509v3CertificateBuilder builder, List<String> names) throws IOException {
        if (!names.isEmpty()) {
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(names.stream()
                            .map(name -> new GeneralName(GeneralName.dNSName, name))
                            .toArray(GeneralName[]::new)));
        }
    }
}
