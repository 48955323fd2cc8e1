package fr.vaguemestre.access.rest;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.NewUser;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.access.User;
import fr.vaguemestre.api.access.UserChange;
import fr.vaguemestre.api.access.UserService;
import fr.vaguemestre.api.paging.Page;
import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.rest.Answers;
import fr.vaguemestre.api.rest.CallerPrincipal;
import fr.vaguemestre.api.rest.OpenTo;
import fr.vaguemestre.api.rest.RestResource;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.PATCH;
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

/** The accounts, for administrators. */
@Component(service = RestResource.class)
@Path("/admin/users")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class UserResource implements RestResource {
    private final UserService users;

    /** Answers from that service. */
    @Activate
    public UserResource(@Reference UserService users) {
        this.users = users;
    }

    /** The accounts that the caller may see, by username. */
    @GET
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN})
    public Page<UserView> list(@Context PageRequest page, @Context SecurityContext security) {
        return users.list(caller(security), page).map(UserView::of);
    }

    /** One account. */
    @GET
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN, Role.USER})
    @Path("{id}")
    public UserView get(@PathParam("id") String id, @Context SecurityContext security) {
        return UserView.of(users.get(caller(security), id));
    }

    /** Makes an account. */
    @POST
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN})
    @Answers(value = 201, body = UserView.class)
    public Response create(UserRequest wanted, @Context SecurityContext security) {
        User made = users.create(
                caller(security),
                new NewUser(
                        wanted.username(),
                        wanted.password(),
                        roles(wanted.roles()),
                        Set.copyOf(wanted.domains()),
                        Set.copyOf(wanted.mailboxes()),
                        wanted.rpps()));
        return Response.created(URI.create("admin/users/" + made.id()))
                .entity(UserView.of(made))
                .build();
    }

    /** Changes an account; what is absent stays. */
    @PATCH
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN})
    @Path("{id}")
    public UserView change(@PathParam("id") String id, ChangeRequest wanted, @Context SecurityContext security) {
        var change = new UserChange(
                wanted.password(),
                wanted.roles().map(UserResource::roles),
                wanted.domains().map(Set::copyOf),
                wanted.mailboxes().map(Set::copyOf),
                wanted.active());
        return UserView.of(users.change(caller(security), id, change));
    }

    /** Removes an account. */
    @DELETE
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN})
    @Path("{id}")
    public void delete(@PathParam("id") String id, @Context SecurityContext security) {
        users.delete(caller(security), id);
    }

    private static Set<Role> roles(List<String> wires) {
        return wires.stream().map(Role::ofWire).collect(Collectors.toSet());
    }

    private static Caller caller(SecurityContext security) {
        return CallerPrincipal.callerOf(security.getUserPrincipal());
    }

    /** An account to make. */
    public record UserRequest(
            String username,
            String password,
            List<String> roles,
            List<String> domains,
            List<String> mailboxes,
            Optional<String> rpps) {
        /** Keeps the password out of logs. */
        @Override
        public String toString() {
            return "UserRequest[" + username + "]";
        }
    }

    /** What to change. */
    public record ChangeRequest(
            Optional<String> password,
            Optional<List<String>> roles,
            Optional<List<String>> domains,
            Optional<List<String>> mailboxes,
            Optional<Boolean> active) {
        /** Keeps the password out of logs. */
        @Override
        public String toString() {
            return "ChangeRequest[]";
        }
    }

    /** An account as clients see it. */
    public record UserView(
            String id,
            String username,
            Optional<String> tenant,
            List<String> roles,
            List<String> domains,
            List<String> mailboxes,
            Optional<String> rpps,
            boolean active,
            Instant createdAt) {
        static UserView of(User user) {
            return new UserView(
                    user.id(),
                    user.username(),
                    user.tenant(),
                    user.roles().stream().map(Role::wire).sorted().toList(),
                    user.domains().stream().sorted().toList(),
                    user.mailboxes().stream().sorted().toList(),
                    user.rpps(),
                    user.active(),
                    user.createdAt());
        }
    }
}
