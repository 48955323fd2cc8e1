package fr.vaguemestre.messages.rest;

import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.messages.SignatureFile;
import fr.vaguemestre.api.messages.SignatureService;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.rest.CallerPrincipal;
import fr.vaguemestre.api.rest.OpenTo;
import fr.vaguemestre.api.rest.RestResource;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The signatures of the scanner for malware: brought by the operator, because nothing is fetched from the Internet. */
@Component(service = RestResource.class)
@Path("/admin/signatures")
@Produces(MediaType.APPLICATION_JSON)
public final class SignaturesResource implements RestResource {
    private final SignatureService signatures;

    /** Answers from these signatures. */
    @Activate
    public SignaturesResource(@Reference SignatureService signatures) {
        this.signatures = signatures;
    }

    /** The files that the scanner uses, by name. */
    @GET
    @OpenTo(Role.SUPER_ADMIN)
    public Page<SignatureFile> files(@Context SecurityContext security) {
        List<SignatureFile> files = signatures.files(CallerPrincipal.callerOf(security.getUserPrincipal()));
        return new Page<>(files, Optional.empty(), files.size());
    }

    /** Puts a file among them, once the scanner proved that it can use it; a bad one changes nothing. The body is the file. */
    @PUT
    @OpenTo(Role.SUPER_ADMIN)
    @Path("/{name}")
    public SignatureFile load(@Context SecurityContext security, @PathParam("name") String name, InputStream octets) {
        return signatures.load(CallerPrincipal.callerOf(security.getUserPrincipal()), name, octets);
    }

    /** Takes an imported file away. */
    @DELETE
    @OpenTo(Role.SUPER_ADMIN)
    @Path("/{name}")
    public void remove(@Context SecurityContext security, @PathParam("name") String name) {
        signatures.remove(CallerPrincipal.callerOf(security.getUserPrincipal()), name);
    }
}
