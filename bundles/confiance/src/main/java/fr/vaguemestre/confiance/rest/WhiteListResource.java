package fr.vaguemestre.confiance.rest;

import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.confiance.ConfianceService;
import fr.vaguemestre.api.confiance.WhiteListDomain;
import fr.vaguemestre.api.confiance.WhiteListStatus;
import fr.vaguemestre.api.rest.CallerPrincipal;
import fr.vaguemestre.api.rest.OpenTo;
import fr.vaguemestre.api.rest.RestResource;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The white list in force, by REST. */
@Component(service = RestResource.class)
@Path("/annuaire/whitelist")
@Produces(MediaType.APPLICATION_JSON)
public final class WhiteListResource implements RestResource {
    private final ConfianceService confiance;

    /** Asks that trust space. */
    @Activate
    public WhiteListResource(@Reference ConfianceService confiance) {
        this.confiance = confiance;
    }

    /** The list in force; for everybody that signed in. */
    @GET
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN, Role.USER})
    public WhiteListStatus status() {
        return confiance.whiteList();
    }

    /** One domain of the list and the certificates that may send for it. */
    @GET
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN, Role.USER})
    @Path("domains/{name}")
    public WhiteListDomain domain(@PathParam("name") String name) {
        return confiance.domain(name);
    }

    /** Fetches the list now. */
    @POST
    @OpenTo(Role.SUPER_ADMIN)
    @Path("refresh")
    public WhiteListStatus refresh(@Context SecurityContext security) {
        return confiance.refresh(CallerPrincipal.callerOf(security.getUserPrincipal()));
    }
}
