package fr.vaguemestre.doctor.rest;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.doctor.DoctorService;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.rest.Answers;
import fr.vaguemestre.api.rest.CallerPrincipal;
import fr.vaguemestre.api.rest.OpenTo;
import fr.vaguemestre.api.rest.RestResource;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What stands between us and other operators, by REST. */
@Component(service = RestResource.class)
@Path("/admin/doctor")
public final class DoctorResource implements RestResource {
    private final DoctorService doctor;

    /** Answers from that service. */
    @Activate
    public DoctorResource(@Reference DoctorService doctor) {
        this.doctor = doctor;
    }

    /** What rounds found about the most used peers, the newest first. */
    @GET
    @OpenTo(Role.SUPER_ADMIN)
    @Produces(MediaType.APPLICATION_JSON)
    public Page<Bodies.RoundFinding> history(@Context SecurityContext security, @Context PageRequest page) {
        return doctor.history(caller(security), page).map(Bodies.RoundFinding::of);
    }

    /** Walks the domain of another operator end to end, now; takes up to 45 s. */
    @GET
    @OpenTo(Role.SUPER_ADMIN)
    @Path("{domain}")
    @Produces(MediaType.APPLICATION_JSON)
    public Bodies.Walked look(@Context SecurityContext security, @PathParam("domain") String domain) {
        return Bodies.Walked.of(doctor.look(caller(security), domain));
    }

    /** Begins a round over the most used peers: 202, and what it finds stands in the list once it has ended. */
    @POST
    @OpenTo(Role.SUPER_ADMIN)
    @Answers(202)
    @Path("rounds")
    public Response round(@Context SecurityContext security) {
        doctor.beginRound(caller(security));
        return Response.accepted().build();
    }

    private static Caller caller(SecurityContext security) {
        return CallerPrincipal.callerOf(security.getUserPrincipal());
    }
}
