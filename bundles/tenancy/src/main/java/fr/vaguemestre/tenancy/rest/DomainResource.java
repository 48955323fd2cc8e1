package fr.vaguemestre.tenancy.rest;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.rest.Answers;
import fr.vaguemestre.api.rest.CallerPrincipal;
import fr.vaguemestre.api.rest.OpenTo;
import fr.vaguemestre.api.rest.RestResource;
import fr.vaguemestre.api.tenancy.Domain;
import fr.vaguemestre.api.tenancy.DomainChange;
import fr.vaguemestre.api.tenancy.Hosting;
import fr.vaguemestre.api.tenancy.Quota;
import fr.vaguemestre.api.tenancy.TenancyService;
import java.util.Optional;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.PATCH;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import javax.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Mail domains. */
@Component(service = RestResource.class)
@Path("/admin/domains")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class DomainResource implements RestResource {
    private final TenancyService tenancy;

    /** Answers from that service. */
    @Activate
    public DomainResource(@Reference TenancyService tenancy) {
        this.tenancy = tenancy;
    }

    /** The domains that the caller administers. */
    @GET
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN})
    public Page<Domain> list(
            @Context SecurityContext security,
            @QueryParam("limit") @DefaultValue("50") int limit,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("q") @Nullable String text,
            @QueryParam("sort") @Nullable String sort) {
        var page = new PageRequest(
                limit, Optional.ofNullable(cursor), Optional.ofNullable(text), Optional.ofNullable(sort));
        return tenancy.domains(caller(security), page);
    }

    /** Makes a domain, alive in SMTP when this answers. */
    @POST
    @OpenTo(Role.SUPER_ADMIN)
    @Answers(value = 201, body = Domain.class)
    public Response create(@Context SecurityContext security, @Context UriInfo uri, DomainBody body) {
        Domain made = tenancy.create(caller(security), body.toNewDomain());
        return Response.created(uri.getAbsolutePathBuilder().path(made.name()).build())
                .entity(made)
                .build();
    }

    /** One domain. */
    @GET
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN})
    @Path("{name}")
    public Domain get(@Context SecurityContext security, @PathParam("name") String name) {
        return tenancy.domain(caller(security), name);
    }

    /** Changes label, quota or hosting; what is absent stays. */
    @PATCH
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN})
    @Path("{name}")
    public Domain change(@Context SecurityContext security, @PathParam("name") String name, ChangeBody body) {
        return tenancy.change(caller(security), name, new DomainChange(body.label(), body.quota(), body.hosting()));
    }

    /** Removes a domain that never had a mailbox. */
    @DELETE
    @OpenTo(Role.SUPER_ADMIN)
    @Path("{name}")
    public void delete(@Context SecurityContext security, @PathParam("name") String name) {
        tenancy.delete(caller(security), name);
    }

    /** Body of {@code PATCH}. */
    record ChangeBody(Optional<String> label, Optional<Quota> quota, Optional<Hosting> hosting) {}

    private static Caller caller(SecurityContext security) {
        return CallerPrincipal.callerOf(security.getUserPrincipal());
    }
}
