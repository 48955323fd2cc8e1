package fr.vaguemestre.ui.server;

import fr.vaguemestre.ui.registry.News;
import fr.vaguemestre.ui.registry.Services;
import fr.vaguemestre.ui.registry.Views;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Runs the console for as long as its bundle is active. */
@Component(
        service = {},
        immediate = true,
        configurationPid = "fr.vaguemestre.ui")
@Designate(ocd = ConsoleConfig.class)
public final class ConsoleServer {
    private final ConsoleJetty jetty;

    /** Called by Declarative Services. */
    @Activate
    public ConsoleServer(
            ConsoleConfig config, @Reference Services services, @Reference Views views, @Reference News news)
            throws Exception {
        jetty = new ConsoleJetty(config, new Parts(services, views, news));
        jetty.start();
    }

    @Deactivate
    void stop() throws Exception {
        jetty.stop();
    }
}
