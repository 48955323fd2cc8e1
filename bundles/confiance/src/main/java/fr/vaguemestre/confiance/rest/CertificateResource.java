package fr.vaguemestre.confiance.rest;

import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.confiance.CertificateService;
import fr.vaguemestre.api.confiance.InstalledCertificate;
import fr.vaguemestre.api.rest.CallerPrincipal;
import fr.vaguemestre.api.rest.OpenTo;
import fr.vaguemestre.api.rest.RestResource;
import java.util.List;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The certificates that the appliance works with. */
@Component(service = RestResource.class)
@Path("/admin/certificates")
@Produces(MediaType.APPLICATION_JSON)
public final class CertificateResource implements RestResource {
    private final CertificateService certificates;

    /** Answers from that service. */
    @Activate
    public CertificateResource(@Reference CertificateService certificates) {
        this.certificates = certificates;
    }

    /** Those that the caller may see, with the days left, the one that ends first in front; of a hospital's own, its domain. */
    @GET
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN})
    public List<InstalledCertificate> installed(@Context SecurityContext security) {
        return certificates.installed(CallerPrincipal.callerOf(security.getUserPrincipal()));
    }
}
