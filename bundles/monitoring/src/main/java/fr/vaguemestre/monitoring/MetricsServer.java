package fr.vaguemestre.monitoring;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** {@code GET /metrics} on loopback, in the text format of Prometheus 0.0.4. */
@Component(configurationPid = "fr.vaguemestre.monitoring", service = MetricsServer.class, immediate = true)
@Designate(ocd = MonitoringConfig.class)
public final class MetricsServer {
    private final PrometheusTextFormatWriter writer =
            PrometheusTextFormatWriter.builder().build();
    private final PrometheusMeters meters;
    private final HttpServer server;

    /** Listens at once. */
    @Activate
    public MetricsServer(@Reference PrometheusMeters meters, MonitoringConfig config) throws IOException {
        this.meters = meters;
        server = HttpServer.create(new InetSocketAddress(config.host(), config.port()), 0);
        server.createContext("/metrics", this::answer);
        server.start();
    }

    /** Stops listening. */
    @Deactivate
    public void stop() {
        server.stop(0);
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!"GET".equals(exchange.getRequestMethod())) {
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            var text = new ByteArrayOutputStream();
            writer.write(text, meters.read());
            exchange.getResponseHeaders().set("Content-Type", writer.getContentType());
            exchange.sendResponseHeaders(200, text.size());
            text.writeTo(exchange.getResponseBody());
        }
    }
}
