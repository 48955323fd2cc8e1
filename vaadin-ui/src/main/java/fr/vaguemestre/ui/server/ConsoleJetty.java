package fr.vaguemestre.ui.server;

import com.vaadin.flow.di.LookupInitializer;
import com.vaadin.flow.server.startup.ErrorNavigationTargetInitializer;
import com.vaadin.flow.server.startup.LookupServletContainerInitializer;
import com.vaadin.flow.server.startup.RouteRegistryInitializer;
import com.vaadin.flow.server.startup.VaadinAppShellInitializer;
import fr.vaguemestre.ui.access.SignInView;
import fr.vaguemestre.ui.registry.News;
import fr.vaguemestre.ui.shell.ConsoleShell;
import fr.vaguemestre.ui.shell.FailureView;
import fr.vaguemestre.ui.shell.PageHost;
import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.server.ForwardedRequestCustomizer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Vaadin in a private Jetty 12.1 (Servlet 6.1): Karaf's own web server lives in the older {@code javax} world, and neither
 * sees the other.
 */
public final class ConsoleJetty {
    /** Where the console lives behind the edge. */
    public static final String CONTEXT = "/console";

    private static final Logger LOG = LoggerFactory.getLogger(ConsoleJetty.class);

    private final Server server;
    private final ServerConnector connector;
    private final News news;
    private final int tickSeconds;

    /** Prepares the server; {@link #start} opens its port. */
    public ConsoleJetty(ConsoleConfig config, Parts parts) {
        this.news = parts.news();
        this.tickSeconds = config.tickSeconds();
        var threads = new QueuedThreadPool(64, 4);
        threads.setName("console");
        server = new Server(threads);
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        // The edge overwrites X-Forwarded-*: whoever reaches this port directly is on this machine.
        http.addCustomizer(new ForwardedRequestCustomizer());
        connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(config.host());
        connector.setPort(config.port());
        server.addConnector(connector);
        server.setHandler(context(config, parts));
        server.setStopTimeout(0);
    }

    /** Opens the port. Class loading of Vaadin and Jetty is bound to this bundle while they start. */
    public void start() throws Exception {
        var thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ConsoleJetty.class.getClassLoader());
        try {
            server.start();
        } catch (Exception e) {
            server.stop();
            throw e;
        } finally {
            thread.setContextClassLoader(before);
        }
        tickLater();
        LOG.info("console listens on {}:{}", connector.getHost(), port());
    }

    /** Closes the port and every session. */
    public void stop() throws Exception {
        server.stop();
    }

    /** The port that it listens on. */
    public int port() {
        return connector.getLocalPort();
    }

    private void tickLater() {
        server.getScheduler().schedule(this::tick, tickSeconds, TimeUnit.SECONDS);
    }

    private void tick() {
        if (server.isRunning()) {
            server.getThreadPool().execute(() -> {
                news.publish(News.Kind.TICK);
                tickLater();
            });
        }
    }

    private static ServletContextHandler context(ConsoleConfig config, Parts parts) {
        var context = new ServletContextHandler(CONTEXT, ServletContextHandler.SESSIONS);
        context.setClassLoader(ConsoleJetty.class.getClassLoader());
        sessions(context, config);
        context.addServletContainerInitializer(new LookupServletContainerInitializer(), LookupInitializer.class);
        context.addServletContainerInitializer(new VaadinAppShellInitializer(), ConsoleShell.class);
        context.addServletContainerInitializer(new RouteRegistryInitializer(), SignInView.class, PageHost.class);
        context.addServletContainerInitializer(new ErrorNavigationTargetInitializer(), FailureView.class);
        context.addFilter(new FilterHolder(new HeadersFilter()), "/*", EnumSet.of(DispatcherType.REQUEST));
        var vaadin = new ServletHolder("vaadin", new ConsoleServlet(parts));
        vaadin.setInitOrder(1);
        vaadin.setAsyncSupported(true);
        vaadin.setInitParameter("productionMode", "true");
        // Sessions end for who does nothing, although an open page keeps talking.
        vaadin.setInitParameter("closeIdleSessions", "true");
        vaadin.setInitParameter("heartbeatInterval", String.valueOf(heartbeatSeconds(config.idleSeconds())));
        // Shorter than the edge's patience, so that a quiet page is never cut off in the middle.
        vaadin.setInitParameter("pushLongPollingSuspendTimeout", "20000");
        context.addServlet(vaadin, "/*");
        var resources = new ServletHolder("resources", new ResourceServlet());
        for (String path : ResourceServlet.PATHS) {
            context.addServlet(resources, path);
        }
        return context;
    }

    /** How often an open page tells that it is there, and is told that its session ended. */
    private static int heartbeatSeconds(int idleSeconds) {
        return Math.max(1, Math.min(120, idleSeconds / 10));
    }

    private static void sessions(ServletContextHandler context, ConsoleConfig config) {
        var sessions = context.getSessionHandler();
        sessions.setMaxInactiveInterval(config.idleSeconds());
        sessions.setSessionCookie("vaguemestre-console");
        sessions.setSessionPath(CONTEXT);
        sessions.setHttpOnly(true);
        sessions.setSecureCookies(true);
        sessions.setSecureRequestOnly(false);
        sessions.setSameSite(HttpCookie.SameSite.LAX);
        sessions.setUsingCookies(true);
        sessions.setUsingUriParameters(false);
    }
}
