package fr.vaguemestre.e2e;

import fr.vaguemestre.e2e.driver.Trust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Certificates that the range's authority issues for one test, with the name and the key of its good operator. */
final class Issued {
    private static final String GOOD = "valide";

    /** The authority that operators' certificates come from. */
    static final String TRUSTED = "org-ca";

    private Issued() {}

    /**
     * A certificate with these X.509 extensions, one a line as OpenSSL takes them, and a client that shows it.
     *
     * @param folder where it is kept
     * @param validity options of {@code openssl x509}, such as {@code -days 1}
     */
    static Trust client(Path folder, String extensions, String validity) {
        String pem = Machine.shell(
                        """
                        cd "$(mktemp -d)"
                        igc=$VM_STATE/range/igc
                        printf '%s\\n' "$1" >ext
                        openssl x509 -x509toreq -in "$igc/$2.crt" -key "$igc/$2.key" -out csr
                        openssl x509 -req -in csr -CA "$igc/$3.crt" -CAkey "$igc/private/$3.key" $4 -extfile ext 2>/dev/null
                        cat "$igc/$3.crt\"""",
                        extensions, GOOD, TRUSTED, validity)
                .expectOk()
                .out();
        try {
            Files.writeString(folder.resolve("issued.crt"), pem);
            Files.copy(
                    World.appliance().igc().resolve(GOOD + ".key"),
                    folder.resolve("issued.key"),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return World.appliance().showing(folder, "issued");
    }
}
