package fr.vaguemestre.messages.rest;

import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.messages.TraceEntry;
import fr.vaguemestre.api.messages.TraceQuery;
import fr.vaguemestre.api.messages.TraceService;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.rest.CallerPrincipal;
import fr.vaguemestre.api.rest.OpenTo;
import fr.vaguemestre.api.rest.RestResource;
import java.time.Instant;
import java.time.format.DateTimeParseException;
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

/** The trace for administrators. */
@Component(service = RestResource.class)
@Path("/admin/trace")
@Produces(MediaType.APPLICATION_JSON)
public final class TraceResource implements RestResource {
    private final TraceService traces;

    /** Answers from these traces. */
    @Activate
    public TraceResource(@Reference TraceService traces) {
        this.traces = traces;
    }

    /** Steps that match, newest first. */
    @GET
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN})
    public Page<TraceEntry> search(
            @Context SecurityContext security,
            @QueryParam("messageId") @Nullable String messageId,
            @QueryParam("address") @Nullable String address,
            @QueryParam("outcome") @Nullable String outcome,
            @QueryParam("cause") @Nullable String cause,
            @QueryParam("from") @Nullable String from,
            @QueryParam("until") @Nullable String until,
            @QueryParam("limit") @DefaultValue("50") int limit,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("q") @Nullable String text) {
        var query = new TraceQuery(
                given(messageId),
                given(address),
                given(outcome),
                given(cause),
                instant("from", from),
                instant("until", until));
        var page = new PageRequest(limit, Optional.ofNullable(cursor), Optional.ofNullable(text), Optional.empty());
        return traces.search(CallerPrincipal.callerOf(security.getUserPrincipal()), query, page);
    }

    private static Optional<String> given(@Nullable String text) {
        return Optional.ofNullable(text).map(String::strip).filter(word -> !word.isEmpty());
    }

    private static Optional<Instant> instant(String field, @Nullable String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeParseException malformed) {
            throw Invalid.field(field, "messages.instant", "not an instant in ISO-8601 UTC: " + text);
        }
    }
}
