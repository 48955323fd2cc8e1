package fr.vaguemestre.api.confiance;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.problem.Forbidden;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The certificates that the appliance works with, as its files hold them at this moment. */
@ProviderType
public interface CertificateService {
    /**
     * Each of them, the one that ends first in front.
     *
     * @throws Forbidden {@code access.role} unless the caller is a super administrator
     */
    List<InstalledCertificate> installed(Caller caller);
}
