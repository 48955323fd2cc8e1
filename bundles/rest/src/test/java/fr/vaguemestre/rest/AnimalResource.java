package fr.vaguemestre.rest;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Invalid;
import fr.vaguemestre.api.problem.NotFound;
import fr.vaguemestre.api.rest.Anonymous;
import fr.vaguemestre.api.rest.Answers;
import fr.vaguemestre.api.rest.CallerPrincipal;
import fr.vaguemestre.api.rest.OpenTo;
import fr.vaguemestre.api.rest.RestResource;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.SecurityContext;
import javax.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;

/** A resource with one of everything. */
@Path("/animals")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class AnimalResource implements RestResource {
    @GET
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN, Role.USER})
    public Page<String> list(@Context PageRequest page) {
        String seen = page.limit() + " " + page.cursor().orElse("") + " "
                + page.query().orElse("") + " " + page.sort().orElse("");
        return new Page<>(List.of(seen), Optional.empty(), 1);
    }

    @GET
    @Path("/open")
    @Anonymous
    public Map<String, Boolean> open() {
        return Map.of("open", true);
    }

    @GET
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN, Role.USER})
    @Path("/number/{n}")
    public Map<String, Integer> number(@PathParam("n") int n) {
        return Map.of("n", n);
    }

    @GET
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN, Role.USER})
    @Path("/{name}")
    public Animal get(@PathParam("name") String name, @Context SecurityContext security) {
        Caller caller = CallerPrincipal.callerOf(security.getUserPrincipal());
        return switch (name) {
            case "ghost" -> throw new NotFound("animal.unknown", "no such animal");
            case "broken" -> throw new IllegalStateException("a secret");
            default -> new Animal(name, caller.displayName(), Optional.empty(), Instant.parse("2026-01-01T00:00:00Z"));
        };
    }

    @POST
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN, Role.USER})
    @Answers(value = 201, body = NewAnimal.class)
    public Response make(NewAnimal wanted, @Context UriInfo uri) {
        return Response.created(uri.getAbsolutePathBuilder()
                        .path(wanted.name())
                        .replaceQuery("new")
                        .build())
                .entity(wanted)
                .build();
    }

    @DELETE
    @Path("/{name}")
    @OpenTo(Role.SUPER_ADMIN)
    public void remove(@PathParam("name") String name) {
        throw new IllegalStateException("nobody in these tests comes as far as " + name);
    }

    @PUT
    @Path("/{name}/chip")
    public void closed(@PathParam("name") String name) {
        throw new IllegalStateException("nobody comes as far as " + name);
    }

    public record Animal(String name, String owner, Optional<String> chip, Instant seen) {}

    public enum Kind {
        CAT,
        DOG
    }

    public record Owner(String name, Optional<String> phone) {}

    public record NewAnimal(
            String name, Kind kind, int legs, Optional<Owner> owner, List<String> tags, @Nullable String nickname) {
        public NewAnimal {
            if ("forbidden".equals(name)) {
                throw new Invalid("animal.name", "not that one");
            }
        }
    }
}
