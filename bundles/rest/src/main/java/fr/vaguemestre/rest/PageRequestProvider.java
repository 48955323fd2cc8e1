package fr.vaguemestre.rest;

import fr.vaguemestre.api.paging.PageRequest;
import fr.vaguemestre.api.problem.Invalid;
import java.util.Optional;
import javax.ws.rs.core.MultivaluedMap;
import org.apache.cxf.jaxrs.ext.ContextProvider;
import org.apache.cxf.jaxrs.impl.UriInfoImpl;
import org.apache.cxf.message.Message;

/** Gives a method's {@code @Context PageRequest} from {@code limit}, {@code cursor}, {@code q} and {@code sort}. */
final class PageRequestProvider implements ContextProvider<PageRequest> {
    @Override
    public PageRequest createContext(Message message) {
        MultivaluedMap<String, String> query = new UriInfoImpl(message).getQueryParameters();
        return new PageRequest(
                Optional.ofNullable(query.getFirst("limit"))
                        .map(PageRequestProvider::number)
                        .orElse(PageRequest.DEFAULT_LIMIT),
                Optional.ofNullable(query.getFirst("cursor")),
                Optional.ofNullable(query.getFirst("q")),
                Optional.ofNullable(query.getFirst("sort")));
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw Invalid.field("limit", "paging.limit", "limit must be a whole number");
        }
    }
}
