package fr.vaguemestre.bal.rest;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.bal.Bal;
import fr.vaguemestre.api.bal.BalChange;
import fr.vaguemestre.api.bal.BalFilter;
import fr.vaguemestre.api.bal.BalService;
import fr.vaguemestre.api.bal.BalState;
import fr.vaguemestre.api.bal.BalType;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.rest.Answers;
import fr.vaguemestre.api.rest.CallerPrincipal;
import fr.vaguemestre.api.rest.OpenTo;
import fr.vaguemestre.api.rest.RestResource;
import java.util.Arrays;
import java.util.Locale;
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

/** Mailboxes (contract §3). */
@Component(service = RestResource.class)
@Path("/mailboxes")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class MailboxResource implements RestResource {
    private final BalService mailboxes;

    /** Answers from that service. */
    @Activate
    public MailboxResource(@Reference BalService mailboxes) {
        this.mailboxes = mailboxes;
    }

    /** The mailboxes that the caller administers, or for a user its own. */
    @GET
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN, Role.USER})
    public Page<Bal> list(
            @Context SecurityContext security,
            @QueryParam("domain") @Nullable String domain,
            @QueryParam("type") @Nullable String type,
            @QueryParam("state") @Nullable String state,
            @QueryParam("limit") @DefaultValue("50") int limit,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("q") @Nullable String text,
            @QueryParam("sort") @Nullable String sort) {
        var filter = new BalFilter(
                Optional.ofNullable(domain), word("type", type, BalType.class), word("state", state, BalState.class));
        var page = new PageRequest(
                limit, Optional.ofNullable(cursor), Optional.ofNullable(text), Optional.ofNullable(sort));
        return mailboxes.list(caller(security), filter, page);
    }

    /** Makes a mailbox; it receives mail and can be opened when this answers. */
    @POST
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN})
    @Answers(value = 201, body = Bal.class)
    public Response create(@Context SecurityContext security, @Context UriInfo uri, MailboxBody body) {
        Bal made = mailboxes.create(caller(security), body.toNewBal());
        return Response.created(
                        uri.getAbsolutePathBuilder().path(made.address()).build())
                .entity(made)
                .build();
    }

    /** One mailbox. */
    @GET
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN, Role.USER})
    @Path("{address}")
    public Bal get(@Context SecurityContext security, @PathParam("address") String address) {
        return mailboxes.get(caller(security), address);
    }

    /** Changes a mailbox; what is absent stays. Address and type never change. */
    @PATCH
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN})
    @Path("{address}")
    public Bal change(@Context SecurityContext security, @PathParam("address") String address, ChangeBody body) {
        return mailboxes.change(
                caller(security),
                address,
                new BalChange(
                        body.displayName(),
                        body.description(),
                        body.service(),
                        body.responsible(),
                        body.quotaBytes(),
                        body.listeRouge(),
                        body.state(),
                        body.version()));
    }

    /** Closes a mailbox for good. */
    @DELETE
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN})
    @Path("{address}")
    public void close(@Context SecurityContext security, @PathParam("address") String address) {
        mailboxes.close(caller(security), address);
    }

    /** Body of {@code PATCH}. */
    record ChangeBody(
            Optional<String> displayName,
            Optional<String> description,
            Optional<String> service,
            Optional<String> responsible,
            Optional<Long> quotaBytes,
            Optional<Boolean> listeRouge,
            Optional<BalState> state,
            Optional<Long> version) {}

    private static <E extends Enum<E>> Optional<E> word(String field, @Nullable String text, Class<E> type) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Enum.valueOf(type, text.strip().toUpperCase(Locale.ROOT)));
        } catch (IllegalArgumentException unknown) {
            throw Invalid.field(
                    field, "bal.filter", "one of " + Arrays.toString(type.getEnumConstants()) + ", not " + text);
        }
    }

    private static Caller caller(SecurityContext security) {
        return CallerPrincipal.callerOf(security.getUserPrincipal());
    }
}
