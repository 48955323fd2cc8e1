package fr.vaguemestre.tenancy.rest;

import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.rest.CallerPrincipal;
import fr.vaguemestre.api.rest.OpenTo;
import fr.vaguemestre.api.rest.RestResource;
import fr.vaguemestre.api.tenancy.TenancyService;
import fr.vaguemestre.api.tenancy.Tenant;
import java.util.Optional;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Structures with their domains and totals. */
@Component(service = RestResource.class)
@Path("/admin/tenants")
@Produces(MediaType.APPLICATION_JSON)
public final class TenantResource implements RestResource {
    private final TenancyService tenancy;

    /** Answers from that service. */
    @Activate
    public TenantResource(@Reference TenancyService tenancy) {
        this.tenancy = tenancy;
    }

    /** The structures that the caller sees. */
    @GET
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN})
    public Page<Tenant> list(
            @Context SecurityContext security,
            @QueryParam("limit") @DefaultValue("50") int limit,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("q") @Nullable String text,
            @QueryParam("sort") @Nullable String sort) {
        var page = new PageRequest(
                limit, Optional.ofNullable(cursor), Optional.ofNullable(text), Optional.ofNullable(sort));
        return tenancy.tenants(CallerPrincipal.callerOf(security.getUserPrincipal()), page);
    }
}
