package fr.vaguemestre.igc.rest;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.igc.Authority;
import fr.vaguemestre.api.igc.AuthorityService;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.rest.Answers;
import fr.vaguemestre.api.rest.CallerPrincipal;
import fr.vaguemestre.api.rest.OpenTo;
import fr.vaguemestre.api.rest.RestResource;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The authorities that are trusted, for super administrators. */
@Component(service = RestResource.class)
@Path("/admin/authorities")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class AuthorityResource implements RestResource {
    private final AuthorityService authorities;

    /** Answers from that service. */
    @Activate
    public AuthorityResource(@Reference AuthorityService authorities) {
        this.authorities = authorities;
    }

    /** All of them, roots first. */
    @GET
    @OpenTo(Role.SUPER_ADMIN)
    public Page<Authority> list(@Context SecurityContext security) {
        List<Authority> all = authorities.authorities(caller(security));
        return new Page<>(all, Optional.empty(), all.size());
    }

    /** Trusts an authority; {@code dryRun}: only shows what would be trusted, 200. */
    @POST
    @OpenTo(Role.SUPER_ADMIN)
    @Answers(value = 201, body = Authority.class)
    public Response trust(
            @Context SecurityContext security,
            @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
            AuthorityBody body) {
        byte[] certificate = encoded(body.certificate());
        // What is wrong with the certificate is told before what is missing beside it.
        Authority seen = authorities.examine(caller(security), certificate);
        if (dryRun) {
            return Response.ok(seen).build();
        }
        String fingerprint = body.fingerprint()
                .orElseThrow(() -> Invalid.field(
                        "fingerprint",
                        "igc.fingerprint-missing",
                        "send the SHA-256 that you compared with what the authority publishes; dryRun=true shows it"));
        Authority trusted = authorities.trust(caller(security), certificate, fingerprint);
        return Response.created(URI.create("admin/authorities/" + trusted.id()))
                .entity(trusted)
                .build();
    }

    /** Trusts an authority no longer; {@code anyway}: even where certificates of ours lose their chain. */
    @DELETE
    @Path("{id}")
    @OpenTo(Role.SUPER_ADMIN)
    public void remove(
            @Context SecurityContext security,
            @PathParam("id") String id,
            @QueryParam("anyway") @DefaultValue("false") boolean anyway) {
        authorities.remove(caller(security), id, anyway);
    }

    /**
     * An authority to trust.
     *
     * @param certificate PEM, or DER in Base64
     * @param fingerprint its SHA-256 as a person compared it
     */
    public record AuthorityBody(String certificate, Optional<String> fingerprint) {}

    private static byte[] encoded(String certificate) {
        if (certificate.contains("-----BEGIN")) {
            return certificate.getBytes(StandardCharsets.ISO_8859_1);
        }
        try {
            return Base64.getMimeDecoder().decode(certificate);
        } catch (IllegalArgumentException neither) {
            throw Invalid.field("certificate", "igc.unreadable", "neither PEM nor DER in Base64");
        }
    }

    private static Caller caller(SecurityContext security) {
        return CallerPrincipal.callerOf(security.getUserPrincipal());
    }
}
