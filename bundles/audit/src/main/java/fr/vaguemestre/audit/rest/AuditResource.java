package fr.vaguemestre.audit.rest;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.audit.AuditEntry;
import fr.vaguemestre.api.audit.AuditQuery;
import fr.vaguemestre.api.audit.AuditService;
import fr.vaguemestre.api.audit.AuditVerification;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.rest.CallerPrincipal;
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

/** The trail for administrators. */
@Component(service = RestResource.class)
@Path("/admin/audit")
@Produces(MediaType.APPLICATION_JSON)
public final class AuditResource implements RestResource {
    private final AuditService audit;

    /** Answers from that service. */
    @Activate
    public AuditResource(@Reference AuditService audit) {
        this.audit = audit;
    }

    /** Entries that match, newest first. */
    @GET
    public Page<AuditEntry> search(
            @Context SecurityContext security,
            @QueryParam("subject") @Nullable String subject,
            @QueryParam("action") @Nullable String action,
            @QueryParam("object") @Nullable String object,
            @QueryParam("from") @Nullable String from,
            @QueryParam("until") @Nullable String until,
            @QueryParam("limit") @DefaultValue("50") int limit,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("q") @Nullable String text) {
        var query = new AuditQuery(
                Optional.ofNullable(subject),
                Optional.ofNullable(action),
                Optional.ofNullable(object),
                instant("from", from),
                instant("until", until));
        var page = new PageRequest(limit, Optional.ofNullable(cursor), Optional.ofNullable(text), Optional.empty());
        return audit.search(caller(security), query, page);
    }

    /** Walks the chain of the caller's tenant, or every chain for a super administrator. */
    @GET
    @Path("verify")
    public AuditVerification verify(@Context SecurityContext security) {
        return audit.verify(caller(security));
    }

    private static Optional<Instant> instant(String field, @Nullable String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeParseException malformed) {
            throw Invalid.field(field, "audit.instant", "not an instant in ISO-8601 UTC: " + text);
        }
    }

    private static Caller caller(SecurityContext security) {
        return CallerPrincipal.callerOf(security.getUserPrincipal());
    }
}
