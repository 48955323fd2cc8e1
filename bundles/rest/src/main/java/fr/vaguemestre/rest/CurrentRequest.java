package fr.vaguemestre.rest;

import java.util.Objects;
import javax.servlet.http.HttpServletRequest;
import org.apache.cxf.jaxrs.utils.JAXRSUtils;
import org.apache.cxf.transport.http.AbstractHTTPDestination;

/** The servlet request that CXF is answering on this thread. */
final class CurrentRequest {
    private CurrentRequest() {}

    static HttpServletRequest get() {
        Object request = JAXRSUtils.getCurrentMessage().get(AbstractHTTPDestination.HTTP_REQUEST);
        return (HttpServletRequest) Objects.requireNonNull(request, "every message of ours came by HTTP");
    }
}
