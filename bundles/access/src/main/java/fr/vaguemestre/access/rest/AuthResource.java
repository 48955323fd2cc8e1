package fr.vaguemestre.access.rest;

import fr.vaguemestre.api.access.AuthService;
import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.PasswordChange;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.access.Tokens;
import fr.vaguemestre.api.access.UserService;
import fr.vaguemestre.api.rest.Anonymous;
import fr.vaguemestre.api.rest.CallerPrincipal;
import fr.vaguemestre.api.rest.OpenTo;
import fr.vaguemestre.api.rest.RestResource;
import fr.vaguemestre.api.rest.Visit;
import java.util.List;
import java.util.Optional;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.SecurityContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Sign-in, refresh, sign-out, the own password, and who one is. */
@Component(service = RestResource.class)
@Path("/auth")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class AuthResource implements RestResource {
    private static final int SCHEME = "Bearer ".length();

    private final AuthService auth;
    private final UserService users;

    /** Answers from those services. */
    @Activate
    public AuthResource(@Reference AuthService auth, @Reference UserService users) {
        this.auth = auth;
        this.users = users;
    }

    /** Changes a name and a password for tokens. */
    @POST
    @Path("login")
    @Anonymous
    public TokenPair login(Login login, @Context Visit visit) {
        return pair(auth.login(login.username(), login.password(), visit.origin(), visit.correlationId()));
    }

    /** Changes a refresh token for the next pair. */
    @POST
    @Path("refresh")
    @Anonymous
    public TokenPair refresh(Refresh refresh, @Context Visit visit) {
        return pair(auth.refresh(refresh.refreshToken(), visit.correlationId()));
    }

    /** Ends the session of the token that the request carries. */
    @POST
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN, Role.USER})
    @Path("logout")
    @Consumes(MediaType.WILDCARD)
    public void logout(@Context HttpHeaders headers, @Context Visit visit) {
        auth.logout(token(headers), visit.correlationId());
    }

    /** Changes the caller's own password; every other session of the account ends, this one goes on. */
    @POST
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN, Role.USER})
    @Path("password")
    public void password(NewPassword wanted, @Context HttpHeaders headers, @Context Visit visit) {
        auth.changePassword(
                token(headers),
                new PasswordChange(wanted.currentPassword(), wanted.newPassword()),
                visit.origin(),
                visit.correlationId());
    }

    private static String token(HttpHeaders headers) {
        return headers.getHeaderString(HttpHeaders.AUTHORIZATION)
                .substring(SCHEME)
                .strip();
    }

    /** Who calls. */
    @GET
    @OpenTo({Role.SUPER_ADMIN, Role.DOMAIN_ADMIN, Role.USER})
    @Path("me")
    public Me me(@Context SecurityContext security) {
        Caller caller = CallerPrincipal.callerOf(security.getUserPrincipal());
        return new Me(
                caller.subject(),
                caller.displayName(),
                caller.roles().stream().map(Role::wire).sorted().toList(),
                caller.domains().stream().sorted().toList(),
                caller.mailboxes().stream().sorted().toList(),
                caller.tenant(),
                users.get(caller, caller.subject()).rpps());
    }

    private static TokenPair pair(Tokens tokens) {
        return new TokenPair(
                tokens.accessToken(),
                tokens.refreshToken(),
                "Bearer",
                tokens.expiresIn().toSeconds());
    }

    /**
     * A name and a password.
     *
     * @param totp accepted and not looked at: accounts have no second factor yet
     */
    public record Login(String username, String password, Optional<String> totp) {
        /** Keeps the password out of logs. */
        @Override
        public String toString() {
            return "Login[" + username + "]";
        }
    }

    /** A refresh token. */
    public record Refresh(String refreshToken) {
        /** Keeps the token out of logs. */
        @Override
        public String toString() {
            return "Refresh[]";
        }
    }

    /**
     * Another password for one's own account.
     *
     * @param newPassword 12 to 256 characters
     */
    public record NewPassword(String currentPassword, String newPassword) {
        /** Keeps both out of logs. */
        @Override
        public String toString() {
            return "NewPassword[]";
        }
    }

    /**
     * What a sign-in gives.
     *
     * @param expiresIn life of the access token, in seconds
     */
    public record TokenPair(String accessToken, String refreshToken, String tokenType, long expiresIn) {
        /** Keeps the tokens out of logs. */
        @Override
        public String toString() {
            return "TokenPair[]";
        }
    }

    /** Who calls, as the contract names it; {@code mailboxes} and {@code tenant} are additions. */
    public record Me(
            String subject,
            String displayName,
            List<String> roles,
            List<String> domains,
            List<String> mailboxes,
            Optional<String> tenant,
            Optional<String> rpps) {}
}
