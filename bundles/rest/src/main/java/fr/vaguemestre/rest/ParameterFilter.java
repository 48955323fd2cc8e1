package fr.vaguemestre.rest;

import fr.vaguemestre.api.problem.Invalid;
import java.util.List;
import javax.annotation.Priority;
import javax.ws.rs.Priorities;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import javax.ws.rs.core.MultivaluedMap;
import javax.ws.rs.core.UriInfo;

/**
 * Refuses U+0000 in what an address names or asks for. PostgreSQL's text cannot hold it, so each search that took it for words
 * failed in the database; nothing that is looked for has it in its name.
 */
@Priority(Priorities.AUTHORIZATION)
final class ParameterFilter implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext context) {
        UriInfo asked = context.getUriInfo();
        refuse(asked.getPathParameters());
        refuse(asked.getQueryParameters());
    }

    private static void refuse(MultivaluedMap<String, String> parameters) {
        parameters.forEach((name, values) -> {
            if (holdsNull(List.of(name)) || holdsNull(values)) {
                throw Invalid.field(
                        name.replace('\0', '\uFFFD'), "rest.parameter", "a parameter cannot hold the character U+0000");
            }
        });
    }

    private static boolean holdsNull(List<String> texts) {
        return texts.stream().anyMatch(text -> text.indexOf('\0') >= 0);
    }
}
