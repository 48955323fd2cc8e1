package fr.vaguemestre.bal.rest;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.bal.AbsenceService;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.rest.CallerPrincipal;
import fr.vaguemestre.api.rest.OpenTo;
import fr.vaguemestre.api.rest.RestResource;
import fr.vaguemestre.api.rest.Unkept;
import javax.ws.rs.Consumes;
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

/** What a mailbox answers by itself while its person is away, for the people whom the mailbox is linked to. */
@Component(service = RestResource.class)
@Path("/email/{address}/absence")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class AbsenceResource implements RestResource {
    private final AbsenceService absences;

    /** Answers from that service. */
    @Activate
    public AbsenceResource(@Reference AbsenceService absences) {
        this.absences = absences;
    }

    /** The answer as it was set last, and whether it is given today. */
    @GET
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN, Role.USER})
    public AbsenceBody.Told get(@Context SecurityContext security, @PathParam("address") String address) {
        return absences.find(caller(security), address)
                .map(found -> AbsenceBody.Told.of(found, absences.today()))
                .orElseThrow(() -> new NotFound("bal.absence-unknown", "no automatic answer is set"));
    }

    /** Sets the answer in the place of the last one. */
    @PUT
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN, Role.USER})
    @Unkept
    public AbsenceBody.Told set(
            @Context SecurityContext security, @PathParam("address") String address, AbsenceBody body) {
        return AbsenceBody.Told.of(absences.set(caller(security), address, body.toAbsence()), absences.today());
    }

    /** Forgets the answer. */
    @DELETE
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN, Role.USER})
    public void forget(@Context SecurityContext security, @PathParam("address") String address) {
        absences.forget(caller(security), address);
    }

    private static Caller caller(SecurityContext security) {
        return CallerPrincipal.callerOf(security.getUserPrincipal());
    }
}
