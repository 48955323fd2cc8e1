package fr.vaguemestre.e2e;

/** What the range's authority makes of a request, rightly or not, as PEM with itself behind it. */
final class RangeAuthority {
    /** The names that every server of ours is known by on the practice range. */
    static final String NAMES = "DNS:mx.operateur.mssante.test,DNS:operateur.mssante.test,DNS:*.operateur.mssante.test,"
            + "DNS:localhost,IP:127.0.0.1";

    private static final String LIFE = "-not_before 20260101000000Z -not_after 20320101000000Z";
    private static final String USES = "serverAuth,clientAuth";

    private RangeAuthority() {}

    /** As it was asked for. */
    static String issue(String csr, String names) {
        return sign(csr, names, USES, LIFE);
    }

    /** With another life, other uses. */
    static String sign(String csr, String names, String uses, String life) {
        return Machine.shell(
                        "cd \"$(mktemp -d)\"; igc=$VM_STATE/range/igc; printf '%s' \"$1\" >r\n"
                                + "openssl x509 -req -in r -CA $igc/org-ca.crt -CAkey $igc/private/org-ca.key $4 -extfile <(printf"
                                + " 'subjectAltName=%s\\nkeyUsage=critical,digitalSignature\\nextendedKeyUsage=%s' \"$2\" \"$3\")"
                                + " -out c 2>/dev/null; cat c $igc/org-ca.crt",
                        csr, names, uses, life)
                .expectOk()
                .out();
    }

    /** For a key of somebody else. */
    static String issueForAnotherKey(String subject, String names) {
        String csr = Machine.shell(
                        "openssl req -quiet -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout /dev/null -subj \"$1\"",
                        subject)
                .expectOk()
                .out();
        return issue(csr, names);
    }

    /** Signed by its own key, and by no authority. */
    static String selfSigned(String subject) {
        return Machine.shell(
                        "openssl req -quiet -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -keyout /dev/null"
                                + " -subj \"$1\" -addext basicConstraints=critical,CA:FALSE",
                        subject)
                .expectOk()
                .out();
    }
}
