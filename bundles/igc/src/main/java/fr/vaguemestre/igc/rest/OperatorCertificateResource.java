package fr.vaguemestre.igc.rest;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.igc.OwnCertificate;
import fr.vaguemestre.api.igc.OwnCertificateService;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.rest.Answers;
import fr.vaguemestre.api.rest.CallerPrincipal;
import fr.vaguemestre.api.rest.OpenTo;
import fr.vaguemestre.api.rest.RestResource;
import java.util.List;
import java.util.Optional;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import javax.ws.rs.core.UriInfo;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The operator's own keys and certificates, for super administrators. */
@Component(service = RestResource.class)
@Path("/admin/certificates/requests")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class OperatorCertificateResource implements RestResource {
    private final OwnCertificateService certificates;

    /** Answers from that service. */
    @Activate
    public OperatorCertificateResource(@Reference OwnCertificateService certificates) {
        this.certificates = certificates;
    }

    /** All of them, with their requests, the one in service first. */
    @GET
    @OpenTo(Role.SUPER_ADMIN)
    public Page<OwnCertificate> list(@Context SecurityContext security) {
        List<OwnCertificate> all = certificates.certificates(caller(security), Optional.empty());
        return new Page<>(all, Optional.empty(), all.size());
    }

    /** Makes a key on this appliance, and the request for its certificate: {@code csr} is what the IGC-Santé wants. */
    @POST
    @OpenTo(Role.SUPER_ADMIN)
    @Answers(value = 201, body = OwnCertificate.class)
    public Response request(@Context SecurityContext security, @Context UriInfo uri, WantedCertificateBody body) {
        OwnCertificate made = certificates.request(caller(security), Optional.empty(), body.wanted());
        return Response.created(uri.getAbsolutePathBuilder().path(made.id()).build())
                .entity(made)
                .build();
    }

    /** Loads the certificate that was issued, and puts it in service; {@code dryRun}: only says whether it could be. */
    @PUT
    @Path("{id}")
    @OpenTo(Role.SUPER_ADMIN)
    public OwnCertificate load(
            @Context SecurityContext security,
            @PathParam("id") String id,
            @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
            ChainBody body) {
        return dryRun
                ? certificates.examine(caller(security), Optional.empty(), id, body.pem())
                : certificates.load(caller(security), Optional.empty(), id, body.pem());
    }

    /** Puts a loaded certificate in service: the previous one again, or one that waits for the white list and that the caller vouches for. */
    @POST
    @Path("{id}/service")
    @OpenTo(Role.SUPER_ADMIN)
    public OwnCertificate serve(@Context SecurityContext security, @PathParam("id") String id) {
        return certificates.serve(caller(security), Optional.empty(), id);
    }

    /** One step back from the certificate in service to the one before it. */
    @POST
    @Path("{id}/previous")
    @OpenTo(Role.SUPER_ADMIN)
    public OwnCertificate back(@Context SecurityContext security, @PathParam("id") String id) {
        return certificates.back(caller(security), Optional.empty(), id);
    }

    /** Removes a request, or a certificate that is not in service, and its key for good. */
    @DELETE
    @Path("{id}")
    @OpenTo(Role.SUPER_ADMIN)
    public void remove(@Context SecurityContext security, @PathParam("id") String id) {
        certificates.remove(caller(security), Optional.empty(), id);
    }

    private static Caller caller(SecurityContext security) {
        return CallerPrincipal.callerOf(security.getUserPrincipal());
    }
}
