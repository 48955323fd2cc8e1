package fr.vaguemestre.rest;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.servlet.ServletConfig;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.bus.CXFBusFactory;
import org.apache.cxf.endpoint.Server;
import org.apache.cxf.jaxrs.JAXRSServerFactoryBean;
import org.apache.cxf.transport.http.AbstractHTTPDestination;
import org.apache.cxf.transport.http.DestinationRegistryImpl;
import org.apache.cxf.transport.http.HTTPTransportFactory;

/**
 * One CXF server over one fixed set of resources. When the set changes a next generation takes over; this one ends when the
 * last request that it carries has been answered.
 */
final class Generation {
    /** Where CXF looks for the part of the address that is not the resources'. */
    private static final String BASE_ATTRIBUTE = "org.apache.cxf.transport.endpoint.address";

    private static final String BASE = "http://" + LocationFilter.HOST + RestServlet.ALIAS + RestServlet.VERSION;

    private final Bus bus;
    private final Server server;
    private final AbstractHTTPDestination destination;
    /** Requests being answered, plus one until {@link #retire()}; at zero it is over. */
    private final AtomicInteger users = new AtomicInteger(1);

    private Generation(Bus bus, Server server, AbstractHTTPDestination destination) {
        this.bus = bus;
        this.server = server;
        this.destination = destination;
    }

    /** Makes a server that answers under that path of the servlet. */
    static Generation of(String path, List<?> resources, List<?> providers) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(JAXRSServerFactoryBean.class.getClassLoader());
        try {
            Bus bus = new CXFBusFactory().createBus();
            var factory = new JAXRSServerFactoryBean();
            factory.setBus(bus);
            // With places of its own: in OSGi all buses share a registry, which lets nobody take over an address.
            factory.setDestinationFactory(new HTTPTransportFactory(new DestinationRegistryImpl()));
            factory.setAddress(path);
            factory.setServiceBeans(List.<Object>copyOf(resources));
            factory.setProviders(providers);
            factory.setProperties(Map.of("default.wae.mapper.least.specific", true));
            Server server = factory.create();
            return new Generation(bus, server, (AbstractHTTPDestination) server.getDestination());
        } finally {
            BusFactory.setThreadDefaultBus(null);
            thread.setContextClassLoader(before);
        }
    }

    /** Answers a request, unless this generation is over. */
    boolean answer(ServletConfig config, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (users.getAndUpdate(count -> count == 0 ? 0 : count + 1) == 0) {
            return false;
        }
        request.setAttribute(BASE_ATTRIBUTE, BASE);
        try {
            destination.invoke(config, config.getServletContext(), request, response);
            return true;
        } finally {
            leave();
        }
    }

    /** Takes no more requests; ends with the last one. */
    void retire() {
        leave();
    }

    private void leave() {
        if (users.decrementAndGet() == 0) {
            server.destroy();
            bus.shutdown(true);
        }
    }
}
