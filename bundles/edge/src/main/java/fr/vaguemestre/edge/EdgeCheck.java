package fr.vaguemestre.edge;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Health of the edges: warns while one does not answer or could not be reloaded; the rest of the node works on. */
@Component(
        property = {"hc.name=edge.listeners", "hc.tags=vaguemestre"},
        configurationPid = "fr.vaguemestre.edge")
public final class EdgeCheck implements HealthCheck {
    private static final int MILLIS = 1_500;

    private final EdgeWatch watch;
    private final EdgeConfig config;

    /** Looks at the configured listeners. */
    @Activate
    public EdgeCheck(@Reference EdgeWatch watch, EdgeConfig config) {
        this.watch = watch;
        this.config = config;
    }

    @Override
    public Result execute() {
        var log = new FormattingResultLog();
        try (Socket socket = connected(config.mailPort())) {
            String greeting = new String(socket.getInputStream().readNBytes(4), StandardCharsets.US_ASCII);
            if (greeting.equals("220 ")) {
                log.info("mail edge answers on port {}", config.mailPort());
            } else {
                log.warn("mail edge greets with \"{}\" on port {}", greeting, config.mailPort());
            }
            socket.getOutputStream().write("QUIT\r\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException away) {
            log.warn("mail edge does not answer on port {}: {}", config.mailPort(), away.getMessage());
        }
        try (Socket socket = connected(config.webPort())) {
            log.info("web edge listens on port {}", socket.getPort());
        } catch (IOException away) {
            log.warn("web edge does not listen on port {}: {}", config.webPort(), away.getMessage());
        }
        watch.failure().ifPresent(why -> log.warn("not reloaded since its files changed, {}", why));
        return new Result(log);
    }

    private Socket connected(int port) throws IOException {
        var socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(config.host(), port), MILLIS);
            socket.setSoTimeout(MILLIS);
            return socket;
        } catch (IOException refused) {
            socket.close();
            throw refused;
        }
    }
}
