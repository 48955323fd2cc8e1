package fr.vaguemestre.ui.server;

import com.vaadin.flow.function.DeploymentConfiguration;
import com.vaadin.flow.server.ServiceException;
import com.vaadin.flow.server.VaadinServlet;
import com.vaadin.flow.server.VaadinServletService;

/** Vaadin's servlet, with pages that get what they need through their constructors. */
final class ConsoleServlet extends VaadinServlet {
    private final Parts parts;

    ConsoleServlet(Parts parts) {
        this.parts = parts;
    }

    @Override
    protected VaadinServletService createServletService(DeploymentConfiguration configuration) throws ServiceException {
        var service = new ConsoleService(this, configuration, parts);
        service.init();
        return service;
    }
}
