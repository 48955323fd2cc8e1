package fr.vaguemestre.rest;

import java.net.URI;
import javax.annotation.Priority;
import javax.ws.rs.Priorities;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerResponseContext;
import javax.ws.rs.container.ContainerResponseFilter;
import javax.ws.rs.core.HttpHeaders;

/**
 * Tells {@code Location} as a path: this server stands behind an edge and does not know by which name and port a client
 * came. JAX-RS wants an absolute base, so it gets one whose host is left out here.
 */
@Priority(Priorities.USER + 1000)
final class LocationFilter implements ContainerResponseFilter {
    /** The host of the base address. */
    static final String HOST = "vaguemestre.invalid";

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getHeaders().getFirst(HttpHeaders.LOCATION) instanceof URI location
                && HOST.equals(location.getHost())) {
            String query = location.getRawQuery() == null ? "" : "?" + location.getRawQuery();
            response.getHeaders().putSingle(HttpHeaders.LOCATION, URI.create(location.getRawPath() + query));
        }
    }
}
