package fr.vaguemestre.api.igc;

import fr.vaguemestre.api.problem.Unavailable;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The certificate that this operator shows where this JVM itself is a client of national services: the one of usage {@link
 * OwnCertificate.Usage#ORG_AUTH_CLI} that is in service. Its key is in no file, and may be in a token.
 */
@ProviderType
public interface ClientIdentity {
    /**
     * What shows it in the next handshake; asked for each time, so that a new certificate counts at once. Empty where none is in
     * service: the servers' certificate is shown then, from its files.
     *
     * @throws Unavailable with the code of its {@link CertificateSource} while its key cannot be used, {@code igc.source} while that
     *     source is not there
     */
    Optional<KeyManager> manager();
}
