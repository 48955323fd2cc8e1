package fr.vaguemestre.igc;

import fr.vaguemestre.api.igc.ClientIdentity;
import fr.vaguemestre.api.igc.OwnCertificate.State;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Shows the operator's client certificate that the database says is in service, its key wherever its source has it. */
@Component(service = ClientIdentity.class)
public final class KeptClientIdentity implements ClientIdentity {
    private final CertificateRepository certificates;
    private final KeySources sources;

    /** Shows what is kept there. */
    @Activate
    public KeptClientIdentity(@Reference CertificateRepository certificates, @Reference KeySources sources) {
        this.certificates = certificates;
        this.sources = sources;
    }

    @Override
    public Optional<KeyManager> manager() {
        return certificates.all().stream()
                .filter(row -> row.state() == State.IN_SERVICE && !row.inFile())
                .findFirst()
                .map(row -> new ShownIdentity(sources.key(row), row.chain()));
    }
}
