package fr.vaguemestre.messages.rest;

import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.messages.QueueService;
import fr.vaguemestre.api.messages.QueuedMessage;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.rest.Answers;
import fr.vaguemestre.api.rest.CallerPrincipal;
import fr.vaguemestre.api.rest.OpenTo;
import fr.vaguemestre.api.rest.RestResource;
import java.util.Optional;
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

/** The mail queue for administrators. */
@Component(service = RestResource.class)
@Path("/admin/queue")
@Produces(MediaType.APPLICATION_JSON)
public final class QueueResource implements RestResource {
    private final QueueService queue;

    /** Answers from this queue. */
    @Activate
    public QueueResource(@Reference QueueService queue) {
        this.queue = queue;
    }

    /** Messages that wait, oldest first. */
    @GET
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN})
    public Page<QueuedMessage> list(
            @Context SecurityContext security,
            @QueryParam("limit") @DefaultValue("50") int limit,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("q") @Nullable String text) {
        var page = new PageRequest(limit, Optional.ofNullable(cursor), Optional.ofNullable(text), Optional.empty());
        return queue.list(CallerPrincipal.callerOf(security.getUserPrincipal()), page);
    }

    /** Tries a message now: 202 with the message as it waited. */
    @POST
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN})
    @Answers(value = 202, body = QueuedMessage.class)
    @Path("/{id}/retry")
    public Response retry(@Context SecurityContext security, @PathParam("id") String id) {
        QueuedMessage waited = queue.retry(CallerPrincipal.callerOf(security.getUserPrincipal()), id);
        return Response.accepted(waited).build();
    }
}
