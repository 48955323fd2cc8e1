package fr.vaguemestre.api.rest;

import fr.vaguemestre.api.access.Caller;
import fr.vaguemestre.api.problem.Unauthenticated;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * The caller of a request, as the security context of JAX-RS carries it.
 *
 * @param caller who calls
 */
public record CallerPrincipal(Caller caller) implements Principal {
    @Override
    public String getName() {
        return caller.subject();
    }

    /**
     * The caller behind a principal.
     *
     * @throws Unauthenticated {@code access.token} if nobody signed in
     */
    public static Caller callerOf(@Nullable Principal principal) {
        if (principal instanceof CallerPrincipal known) {
            return known.caller();
        }
        throw new Unauthenticated("access.token", "an access token is needed");
    }
}
