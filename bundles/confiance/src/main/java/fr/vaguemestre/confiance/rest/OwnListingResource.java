package fr.vaguemestre.confiance.rest;

import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.confiance.OwnListing;
import fr.vaguemestre.api.confiance.WhiteListService;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.rest.CallerPrincipal;
import fr.vaguemestre.api.rest.OpenTo;
import fr.vaguemestre.api.rest.RestResource;
import java.util.List;
import java.util.Optional;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** How our own domains stand on the white list, by REST. */
@Component(service = RestResource.class)
@Path("/annuaire/whitelist/own")
@Produces(MediaType.APPLICATION_JSON)
public final class OwnListingResource implements RestResource {
    private final WhiteListService lists;

    /** Answers from that service. */
    @Activate
    public OwnListingResource(@Reference WhiteListService lists) {
        this.lists = lists;
    }

    /** All of them, those with trouble in front. */
    @GET
    @OpenTo(Role.SUPER_ADMIN)
    public Page<OwnListing> own(@Context SecurityContext security) {
        List<OwnListing> all = lists.own(CallerPrincipal.callerOf(security.getUserPrincipal()));
        return new Page<>(all, Optional.empty(), all.size());
    }
}
