package fr.vaguemestre.e2e;

import fr.vaguemestre.e2e.driver.Await;
import java.time.Duration;

/** A hospital's own name at submission, IMAP and ManageSieve, as its IT team sets it up: a file and three reloads. */
final class OwnName {
    private OwnName() {}

    /** Puts a key and a certificate of the range's authority for that name where names are looked for. */
    static void file(String name) {
        Machine.shell(
                        "cd \"$(mktemp -d)\"; igc=$VM_STATE/range/igc; umask 077\n"
                                + "openssl req -quiet -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj \"/CN=$1\" -keyout k -out r\n"
                                + "openssl x509 -req -in r -CA $igc/org-ca.crt -CAkey $igc/private/org-ca.key -days 30"
                                + " -extfile <(printf 'subjectAltName=DNS:%s' \"$1\") -out c 2>/dev/null\n"
                                + "cat k c $igc/org-ca.crt >\"$VM_STATE/tls/servers/$1.pem\"",
                        name)
                .expectOk();
    }

    /** Puts something else there. */
    static void file(String name, String content) {
        Machine.shell("printf '%s\\n' \"$2\" >\"$VM_STATE/tls/servers/$1.pem\"", name, content)
                .expectOk();
    }

    static void remove(String name) {
        Machine.shell("rm -f \"$VM_STATE/tls/servers/$1.pem\"", name).expectOk();
    }

    /** What the three reloads complain of. */
    static String reload() {
        return Machine.shell("for s in postfix dovecot haproxy; do /opt/vaguemestre/bin/reload $s; done")
                .expectOk()
                .err();
    }

    /**
     * Waits until whoever asks that server for a name is shown a certificate that is valid for the expected one.
     *
     * @param protocol as {@code openssl s_client -starttls} wants it
     */
    static void shown(String protocol, String endpoint, String asked, String expected) {
        Await.passes(
                protocol + " shows " + expected + " to who asks for " + asked,
                Duration.ofSeconds(20),
                () -> Machine.shell(
                                "openssl s_client -brief -connect \"$1\" -starttls \"$2\" -servername \"$3\" -verify_hostname \"$4\""
                                        + " -verify_return_error -CAfile \"$VM_STATE/tls/igc.pem\" </dev/null 2>&1",
                                World.appliance().endpoint(endpoint),
                                protocol,
                                asked,
                                expected)
                        .expectOk());
    }
}
