package fr.vaguemestre.audit.rest;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.audit.AuditEntry;
import fr.vaguemestre.api.audit.AuditQuery;
import fr.vaguemestre.api.audit.AuditService;
import fr.vaguemestre.api.audit.AuditVerification;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.rest.Answers;
import fr.vaguemestre.api.rest.CallerPrincipal;
import fr.vaguemestre.api.rest.OpenTo;
import fr.vaguemestre.api.rest.RestResource;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.time.Instant;
import java.time.format.DateTimeParseException;
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
import javax.ws.rs.core.StreamingOutput;
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
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN})
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
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN})
    @Path("verify")
    public AuditVerification verify(@Context SecurityContext security) {
        return audit.verify(caller(security));
    }

    /** The whole trail that the caller sees, as JSON lines for {@code ./vaguemestre audit verify}. */
    @GET
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN})
    @Answers(200)
    @Path("export")
    @Produces("application/x-ndjson")
    public Response export(@Context SecurityContext security) throws IOException {
        java.nio.file.Path spool = Files.createTempFile("audit-export", ".jsonl");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(spool))) {
            audit.export(caller(security), out);
        } catch (IOException | RuntimeException failed) {
            Files.delete(spool);
            throw failed;
        }
        // No connection of the database waits for a slow reader.
        StreamingOutput body = out -> {
            try {
                Files.copy(spool, out);
            } finally {
                Files.delete(spool);
            }
        };
        return Response.ok(body)
                .header("Content-Disposition", "attachment; filename=\"audit.jsonl\"")
                .build();
    }

    /** The public key of anchors and exports. */
    @GET
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN})
    @Path("key")
    public Key key(@Context SecurityContext security) {
        return new Key(audit.anchorKey(caller(security)));
    }

    /** Anchors the heads of all chains now; for super administrators. */
    @POST
    @OpenTo(Role.SUPER_ADMIN)
    @Path("anchors")
    public Anchored anchor(@Context SecurityContext security) {
        return new Anchored(audit.anchor(caller(security)));
    }

    /** Base64 of the key's X.509 form. */
    public record Key(String key) {}

    /** How many chains had grown since they were anchored last. */
    public record Anchored(int anchored) {}

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
