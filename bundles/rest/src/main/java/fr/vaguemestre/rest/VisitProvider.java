package fr.vaguemestre.rest;

import fr.vaguemestre.api.rest.Visit;
import javax.servlet.http.HttpServletRequest;
import org.apache.cxf.jaxrs.ext.ContextProvider;
import org.apache.cxf.message.Message;

/** Gives a method's {@code @Context Visit}. */
final class VisitProvider implements ContextProvider<Visit> {
    @Override
    public Visit createContext(Message message) {
        HttpServletRequest request = CurrentRequest.get();
        return new Visit(Origin.of(request), Correlation.of(request));
    }
}
