package fr.vaguemestre.annuaire.rest;

import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.annuaire.DirectoryAnswer;
import fr.vaguemestre.api.annuaire.DirectoryCopy;
import fr.vaguemestre.api.annuaire.DirectoryQuery;
import fr.vaguemestre.api.annuaire.DirectoryService;
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

/** The copy of the national directory, by REST. */
@Component(service = RestResource.class)
@Path("/annuaire")
@Produces(MediaType.APPLICATION_JSON)
public final class DirectoryResource implements RestResource {
    private final DirectoryService directory;

    /** Answers from that directory. */
    @Activate
    public DirectoryResource(@Reference DirectoryService directory) {
        this.directory = directory;
    }

    /** Professionals and services that match, best first, and how old that knowledge is; for everybody that signed in. */
    @GET
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN, Role.USER})
    @Path("search")
    public DirectoryAnswer search(
            @Context SecurityContext security,
            @QueryParam("q") @Nullable String text,
            @QueryParam("profession") @Nullable String profession,
            @QueryParam("city") @Nullable String city,
            @QueryParam("structure") @Nullable String structure,
            @QueryParam("limit") @DefaultValue("50") int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        var query = new DirectoryQuery(
                Optional.ofNullable(text),
                Optional.ofNullable(profession),
                Optional.ofNullable(city),
                Optional.ofNullable(structure));
        var page = new PageRequest(limit, Optional.ofNullable(cursor), Optional.empty(), Optional.empty());
        return directory.search(CallerPrincipal.callerOf(security.getUserPrincipal()), query, page);
    }

    /** The copy that searches answer from; for everybody that signed in. */
    @GET
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN, Role.USER})
    @Path("extraction")
    public DirectoryCopy copy(@Context SecurityContext security) {
        return directory.copy(CallerPrincipal.callerOf(security.getUserPrincipal()));
    }

    /** Has the extraction fetched and loaded now; with {@code force} also one that is no newer, or was held. */
    @POST
    @OpenTo(Role.SUPER_ADMIN)
    @Answers(value = 202, body = DirectoryCopy.class)
    @Path("extraction/refresh")
    public Response refresh(
            @Context SecurityContext security, @QueryParam("force") @DefaultValue("false") boolean force) {
        DirectoryCopy now = directory.refresh(CallerPrincipal.callerOf(security.getUserPrincipal()), force);
        return Response.accepted(now).build();
    }
}
