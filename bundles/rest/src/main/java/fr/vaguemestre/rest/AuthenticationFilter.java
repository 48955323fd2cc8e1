package fr.vaguemestre.rest;

import fr.vaguemestre.api.access.AuthService;
import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.access.Role;
import fr.vaguemestre.api.problem.Unauthenticated;
import fr.vaguemestre.api.problem.Unavailable;
import fr.vaguemestre.api.rest.CallerPrincipal;
import java.security.Principal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.annotation.Priority;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.Priorities;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import javax.ws.rs.container.ResourceInfo;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.SecurityContext;
import org.jspecify.annotations.Nullable;

/**
 * Lets nobody in without a valid token, but where a route says that it is open, and nobody whose role the route does not name;
 * counts requests.
 */
@Priority(Priorities.AUTHENTICATION)
final class AuthenticationFilter implements ContainerRequestFilter {
    private static final String SCHEME = "Bearer ";

    private final Routes routes;
    private final Supplier<Optional<AuthService>> access;
    private final RateLimit bySubject;
    private final RateLimit anonymousByAddress;

    @Context
    private @Nullable ResourceInfo matched;

    AuthenticationFilter(
            Routes routes, Supplier<Optional<AuthService>> access, RateLimit bySubject, RateLimit anonymousByAddress) {
        this.routes = routes;
        this.access = access;
        this.bySubject = bySubject;
        this.anonymousByAddress = anonymousByAddress;
    }

    @Override
    public void filter(ContainerRequestContext context) {
        HttpServletRequest request = CurrentRequest.get();
        Routes.Route route = matched == null
                ? new Routes.Route("unknown", false, List.of())
                : routes.of(matched.getResourceMethod());
        request.setAttribute(RestServlet.ROUTE, route.template());
        if (route.anonymous()) {
            anonymousByAddress.count(Origin.of(request));
            return;
        }
        Caller caller = authenticate(context.getHeaderString(HttpHeaders.AUTHORIZATION), Correlation.of(request));
        bySubject.count(caller.subject());
        route.admit(caller);
        context.setSecurityContext(new Known(new CallerPrincipal(caller)));
    }

    private Caller authenticate(@Nullable String authorization, String correlationId) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw new Unauthenticated("rest.token-missing", "an access token is needed: Authorization: Bearer ...");
        }
        return access.get()
                .orElseThrow(() -> new Unavailable("rest.sign-in-away", "nobody can sign in for the moment"))
                .authenticate(authorization.substring(SCHEME.length()).strip(), correlationId);
    }

    private record Known(CallerPrincipal principal) implements SecurityContext {
        @Override
        public Principal getUserPrincipal() {
            return principal;
        }

        @Override
        public boolean isUserInRole(String role) {
            return Arrays.stream(Role.values())
                    .anyMatch(known ->
                            known.wire().equals(role) && principal.caller().is(known));
        }

        @Override
        public boolean isSecure() {
            return true;
        }

        @Override
        public String getAuthenticationScheme() {
            return "Bearer";
        }
    }
}
