package fr.vaguemestre.confiance.rest;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.confiance.AcceptedWhiteList;
import fr.vaguemestre.api.confiance.WhiteListChange;
import fr.vaguemestre.api.confiance.WhiteListService;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.rest.CallerPrincipal;
import fr.vaguemestre.api.rest.OpenTo;
import fr.vaguemestre.api.rest.RestResource;
import java.util.List;
import java.util.Optional;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What the white list changed from one to the next, by REST. */
@Component(service = RestResource.class)
@Path("/annuaire/whitelist/history")
@Produces(MediaType.APPLICATION_JSON)
public final class WhiteListHistoryResource implements RestResource {
    private final WhiteListService lists;

    /** Answers from that service. */
    @Activate
    public WhiteListHistoryResource(@Reference WhiteListService lists) {
        this.lists = lists;
    }

    /** The lists that were in force, the newest first. */
    @GET
    @OpenTo(Role.SUPER_ADMIN)
    public Page<AcceptedWhiteList> list(@Context SecurityContext security, @Context PageRequest page) {
        return lists.history(caller(security), page);
    }

    /** One of them and what it changed, by domain. */
    @GET
    @OpenTo(Role.SUPER_ADMIN)
    @Path("{id}")
    public Changes changes(
            @Context SecurityContext security,
            @PathParam("id") String id,
            @QueryParam("kind") @Nullable String kind,
            @Context PageRequest page) {
        Caller caller = caller(security);
        AcceptedWhiteList list = lists.accepted(caller, id);
        Page<WhiteListChange> changes = lists.changes(caller, id, Kinds.of(kind), page);
        return new Changes(list, changes.items(), changes.nextCursor(), changes.total());
    }

    /**
     * A list and one page of its changes.
     *
     * @param list the list
     * @param items changes, by domain
     * @param nextCursor where to go on from
     * @param total how many changes there are under the filter
     */
    public record Changes(
            AcceptedWhiteList list, List<WhiteListChange> items, Optional<String> nextCursor, long total) {}

    private static Caller caller(SecurityContext security) {
        return CallerPrincipal.callerOf(security.getUserPrincipal());
    }
}
