package fr.vaguemestre.api.confiance;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.problem.Forbidden;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The certificates that the appliance works with, as its files hold them at this moment. */
@ProviderType
public interface CertificateService {
    /**
     * Those that the caller may see, the one that ends first in front: all for a super administrator, the hospital's own ones of
     * the domains that it administers for a domain administrator.
     *
     * @throws Forbidden {@code access.role} for everybody else
     */
    List<InstalledCertificate> installed(Caller caller);
}
