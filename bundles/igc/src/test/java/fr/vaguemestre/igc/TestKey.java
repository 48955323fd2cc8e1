package fr.vaguemestre.igc;

import fr.vaguemestre.api.igc.OwnCertificate.Algorithm;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bouncycastle.asn1.x500.X500Name;

/** Requests signed by new keys, as the built-in source makes them. */
final class TestKey {
    private TestKey() {}

    static String request(Path folder, String subject, String... names) {
        IgcConfig config = TestFolder.config(folder, Map.of());
        return NewKey.of(new SoftwareSource(config), UUID.randomUUID().toString(), Algorithm.EC_P256)
                .request(new X500Name(subject), List.of(names));
    }
}
