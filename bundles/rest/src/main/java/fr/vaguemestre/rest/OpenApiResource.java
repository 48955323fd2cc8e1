package fr.vaguemestre.rest;

import fr.vaguemestre.api.rest.Anonymous;
import fr.vaguemestre.api.rest.RestResource;
import java.util.List;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code GET /openapi.json}: the contract, read from the resources that are there now. */
@Component(service = RestResource.class)
@Path("/openapi.json")
public final class OpenApiResource implements RestResource {
    // The target keeps it from waiting for itself.
    @Reference(target = "(!(component.name=fr.vaguemestre.rest.OpenApiResource))")
    private volatile List<RestResource> resources = List.of();

    private volatile Written last = new Written(List.of(), "");

    /** Begins without any resource. */
    @Activate
    public OpenApiResource() {}

    /** The document. */
    @GET
    @Anonymous
    @Produces(MediaType.APPLICATION_JSON)
    public String document() {
        List<Class<?>> classes = resources.stream()
                .<Class<?>>map(Object::getClass)
                .sorted(java.util.Comparator.comparing(Class::getName))
                .toList();
        Written known = last;
        if (!known.classes().equals(classes)) {
            known = new Written(classes, OpenApiDocument.of(classes));
            last = known;
        }
        return known.document();
    }

    private record Written(List<Class<?>> classes, String document) {}
}
