package fr.vaguemestre.api.rest;

import fr.vaguemestre.api.access.Role;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Who may call a route. The server refuses everybody else with {@code access.role} before the route is asked, the contract
 * tells it as {@code x-roles}; a route with neither this nor {@link Anonymous} is open to nobody. What of the objects behind it
 * a caller may see is still the service's to say.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OpenTo {
    /** The roles, of which a caller needs one. */
    Role[] value();
}
