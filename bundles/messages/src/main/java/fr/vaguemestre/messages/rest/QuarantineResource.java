package fr.vaguemestre.messages.rest;

import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.messages.HeldMessage;
import fr.vaguemestre.api.messages.QuarantineService;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.rest.Answers;
import fr.vaguemestre.api.rest.CallerPrincipal;
import fr.vaguemestre.api.rest.OpenTo;
import fr.vaguemestre.api.rest.RestResource;
import java.util.Optional;
import javax.ws.rs.DELETE;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Mail in quarantine: seen by administrators, decided about by those of them with the role {@code quarantine}. */
@Component(service = RestResource.class)
@Path("/admin/quarantine")
@Produces(MediaType.APPLICATION_JSON)
public final class QuarantineResource implements RestResource {
    private final QuarantineService quarantine;

    /** Answers from this quarantine. */
    @Activate
    public QuarantineResource(@Reference QuarantineService quarantine) {
        this.quarantine = quarantine;
    }

    /** Messages that are held, oldest first; never their content. */
    @GET
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN})
    public Page<HeldMessage> list(
            @Context SecurityContext security,
            @QueryParam("limit") @DefaultValue("50") int limit,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("q") @Nullable String text) {
        var page = new PageRequest(limit, Optional.ofNullable(cursor), Optional.ofNullable(text), Optional.empty());
        return quarantine.list(CallerPrincipal.callerOf(security.getUserPrincipal()), page);
    }

    /** Lets a message go to its recipients: 202 with the message as it was held. */
    @POST
    @OpenTo(Role.QUARANTINE)
    @Answers(value = 202, body = HeldMessage.class)
    @Path("/{id}/release")
    public Response release(@Context SecurityContext security, @PathParam("id") String id) {
        HeldMessage held = quarantine.release(CallerPrincipal.callerOf(security.getUserPrincipal()), id);
        return Response.accepted(held).build();
    }

    /** Removes a message for ever; nobody is told. */
    @DELETE
    @OpenTo(Role.QUARANTINE)
    @Path("/{id}")
    public void delete(@Context SecurityContext security, @PathParam("id") String id) {
        var unused = quarantine.delete(CallerPrincipal.callerOf(security.getUserPrincipal()), id);
    }
}
