package fr.vaguemestre.confiance.rest;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.confiance.HeldWhiteList;
import fr.vaguemestre.api.confiance.WhiteListChange;
import fr.vaguemestre.api.confiance.WhiteListService;
import fr.vaguemestre.api.confiance.WhiteListStatus;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.rest.CallerPrincipal;
import fr.vaguemestre.api.rest.OpenTo;
import fr.vaguemestre.api.rest.RestResource;
import java.util.List;
import java.util.Optional;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
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

/** The white list that waits for a person, by REST. */
@Component(service = RestResource.class)
@Path("/annuaire/whitelist/held")
@Produces(MediaType.APPLICATION_JSON)
public final class HeldListResource implements RestResource {
    private final WhiteListService lists;

    /** Answers from that service. */
    @Activate
    public HeldListResource(@Reference WhiteListService lists) {
        this.lists = lists;
    }

    /** The list that is held and what it would change, by domain; 404 where none is. */
    @GET
    @OpenTo(Role.SUPER_ADMIN)
    public Held held(
            @Context SecurityContext security, @QueryParam("kind") @Nullable String kind, @Context PageRequest page) {
        Caller caller = caller(security);
        HeldWhiteList list =
                lists.held(caller).orElseThrow(() -> new NotFound("confiance.none-held", "no list is held"));
        Page<WhiteListChange> changes = lists.heldChanges(caller, Kinds.of(kind), page);
        return new Held(list, changes.items(), changes.nextCursor(), changes.total());
    }

    /** Puts the held list of that digest in force; 409 where another one is held by now. */
    @POST
    @OpenTo(Role.SUPER_ADMIN)
    @Path("{digest}/accept")
    public WhiteListStatus accept(@Context SecurityContext security, @PathParam("digest") String digest) {
        return lists.accept(caller(security), digest);
    }

    /** Keeps the list in force, and asks no more about the held one of that digest; 409 where another one is held by now. */
    @POST
    @OpenTo(Role.SUPER_ADMIN)
    @Path("{digest}/refuse")
    public HeldWhiteList refuse(@Context SecurityContext security, @PathParam("digest") String digest) {
        return lists.refuse(caller(security), digest);
    }

    /**
     * The held list and one page of what it would change.
     *
     * @param list the list
     * @param items changes, by domain
     * @param nextCursor where to go on from
     * @param total how many changes there are under the filter
     */
    public record Held(HeldWhiteList list, List<WhiteListChange> items, Optional<String> nextCursor, long total) {}

    private static Caller caller(SecurityContext security) {
        return CallerPrincipal.callerOf(security.getUserPrincipal());
    }
}
