package fr.vaguemestre.annuaire.rest;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.annuaire.DirectoryPublication;
import fr.vaguemestre.api.annuaire.PublicationService;
import fr.vaguemestre.api.bal.Publication;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.rest.CallerPrincipal;
import fr.vaguemestre.api.rest.OpenTo;
import fr.vaguemestre.api.rest.RestResource;
import java.util.Arrays;
import java.util.Locale;
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
import javax.ws.rs.core.SecurityContext;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Publications of our mailboxes to the national directory, by REST. */
@Component(service = RestResource.class)
@Path("/annuaire/publications")
@Produces(MediaType.APPLICATION_JSON)
public final class PublicationResource implements RestResource {
    private final PublicationService publications;

    /** Answers from those publications. */
    @Activate
    public PublicationResource(@Reference PublicationService publications) {
        this.publications = publications;
    }

    /** Publications of the domains that the caller administers, newest state first. */
    @GET
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN})
    public Page<DirectoryPublication> list(
            @Context SecurityContext security,
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @DefaultValue("50") int limit,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("q") @Nullable String text) {
        var page = new PageRequest(limit, Optional.ofNullable(cursor), Optional.ofNullable(text), Optional.empty());
        return publications.list(caller(security), state(state), page);
    }

    /** One publication with its report lines. */
    @GET
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN})
    @Path("{id}")
    public DirectoryPublication get(@Context SecurityContext security, @PathParam("id") String id) {
        return publications.get(caller(security), id);
    }

    /** Tries again at once. */
    @POST
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN})
    @Path("{id}/retry")
    public DirectoryPublication retry(@Context SecurityContext security, @PathParam("id") String id) {
        return publications.retry(caller(security), id);
    }

    private static Optional<Publication.State> state(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Publication.State.valueOf(text.strip().toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException unknown) {
            throw Invalid.field(
                    "state",
                    "annuaire.state",
                    "one of " + Arrays.toString(Publication.State.values()) + ", not " + text);
        }
    }

    private static Caller caller(SecurityContext security) {
        return CallerPrincipal.callerOf(security.getUserPrincipal());
    }
}
